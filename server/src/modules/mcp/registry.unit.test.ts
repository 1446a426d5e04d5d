import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { toolTable } from '../../../test/tool-table.ts';
import { TOOLS } from './registry.ts';

test('what the tools tell of themselves changes only on purpose', async () => {
  const descriptions = TOOLS.map(({ permission, description }) => ({ permission, ...description }));
  await expect(`${JSON.stringify(descriptions, null, 2)}\n`).toMatchFileSnapshot('tools.snapshot.json');
});

test('tools are listed by name in byte order', () => {
  const names = TOOLS.map(({ description }) => description.name);
  expect(names).toEqual([...names].sort());
});

test('the page about agents has the tools as they are', async () => {
  const page = await readFile(new URL('../../../../docs/mcp.md', import.meta.url), 'utf8');
  expect(page).toContain(`\n\n${toolTable()}\n\n`);
});

test('what a refusal advises to call is a tool', async () => {
  const source = await readFile(new URL('lessons.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/\b((?:search|get|list|upload|asset|delete)_[a-z_]+|whoami)\b(?! *:)/g)].map(
    ([name]) => name,
  );
  const tools = new Set(TOOLS.map(({ description }) => description.name));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !tools.has(name))).toEqual([]);
});
