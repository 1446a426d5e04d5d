import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadSettings } from './load.ts';

const ROOT = new URL('../../../', import.meta.url);
const DEPLOY = new URL('deploy/', ROOT);

test('every setting that .env.example and the files of deploy/ speak of exists', async () => {
  const files = [new URL('.env.example', ROOT), ...(await readdir(DEPLOY)).map((name) => new URL(name, DEPLOY))];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    const names = text.match(/\b[A-Z][A-Za-z]+(?:__\w+)+/g) ?? [];
    const { warnings } = loadSettings(Object.fromEntries(names.map((name) => [name, ''])), {});
    expect(warnings, file.pathname).toEqual([]);
  }
});
