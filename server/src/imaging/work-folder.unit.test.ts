import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestFolder, listFiles } from '../../test/files.ts';
import { DAY } from '../core/clock.ts';
import { openWorkFolder, removeAbandonedWork } from './work-folder.ts';

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

test('keeps files apart and takes everything with it', async () => {
  await using parent = await createTestFolder();
  const root = join(parent.path, 'deep', 'work');
  {
    await using work = await openWorkFolder(root);
    await using other = await openWorkFolder(root);
    const whole = await work.receive(Buffer.from('whole'));
    const streamed = await work.receive(chunks('in ', 'parts'));
    await writeFile(other.file(), 'of another');
    expect(await readFile(whole, 'utf8')).toBe('whole');
    expect(await readFile(streamed, 'utf8')).toBe('in parts');
    expect(new Set([whole, streamed, work.file(), work.file(), other.file()]).size).toBe(5);
  }
  expect(await listFiles(root)).toEqual([]);
});

test('passes on what goes wrong with the source', async () => {
  await using parent = await createTestFolder();
  await using work = await openWorkFolder(parent.path);
  async function* broken() {
    yield Buffer.from('a');
    throw new Error('the storage went away');
  }
  await expect(work.receive(broken())).rejects.toThrow('the storage went away');
  await expect(work.receive(chunks('a'), AbortSignal.abort())).rejects.toThrow(/abort/);
});

test('removes what was left behind a day ago and nothing else', async () => {
  await using parent = await createTestFolder();
  const now = Date.UTC(2026, 3, 8);
  const make = async (name: string, ageMs: number) => {
    await mkdir(join(parent.path, name));
    await writeFile(join(parent.path, name, 'file'), '');
    await utimes(join(parent.path, name), (now - ageMs) / 1000, (now - ageMs) / 1000);
  };
  await make('work-old', DAY + 1000);
  await make('work-young', DAY - 1000);
  await make('somebody-elses', 9 * DAY);
  await removeAbandonedWork(parent.path, now);
  expect(await listFiles(parent.path)).toEqual([join('somebody-elses', 'file'), join('work-young', 'file')]);
  await removeAbandonedWork(join(parent.path, 'missing'), now);
});
