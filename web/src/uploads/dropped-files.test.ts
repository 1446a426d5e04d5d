import { expect, it } from 'vitest';
import { takeDropped } from './dropped-files.ts';

type Entry = { isFile: boolean; isDirectory: boolean };

const fileEntry = (name: string) => ({
  isFile: true,
  isDirectory: false,
  file: (done: (file: File) => void) => done(new File(['x'], name)),
});

/** Gives its entries in parts, as browsers do. */
const folderEntry = (parts: Entry[][]) => ({
  isFile: false,
  isDirectory: true,
  createReader: () => {
    const left = [...parts, []];
    return { readEntries: (done: (part: Entry[]) => void) => done(left.shift() ?? []) };
  },
});

const item = (entry: Entry | null, file: File | null) => ({ webkitGetAsEntry: () => entry, getAsFile: () => file });

const take = (items: ReturnType<typeof item>[]) => {
  const names: string[][] = [];
  takeDropped(items as unknown as DataTransferItemList, (files) => names.push(files.map(({ fileName }) => fileName)));
  return names;
};

it('takes single files at once, and folders with all that is in them', async () => {
  const inner = folderEntry([[fileEntry('deep.png')]]);
  const outer = folderEntry([
    [fileEntry('one.png'), inner],
    [fileEntry('two.png'), fileEntry('.DS_Store')],
  ]);
  const names = take([
    item(fileEntry('single.png'), new File(['x'], 'single.png')),
    item(outer, new File([], 'outer')),
    item(null, null),
  ]);
  expect(names).toEqual([['single.png']]);
  await expect.poll(() => names).toHaveLength(2);
  expect(names[1]).toEqual(['one.png', 'deep.png', 'two.png']);
});

it('leaves out a folder that cannot be read', async () => {
  const broken = {
    isFile: false,
    isDirectory: true,
    createReader: () => ({ readEntries: (_done: unknown, fail: (error: Error) => void) => fail(new Error('no')) }),
  };
  const names = take([item(broken, null), item(folderEntry([[fileEntry('good.png')]]), null)]);
  await expect.poll(() => names).toEqual([['good.png']]);
});
