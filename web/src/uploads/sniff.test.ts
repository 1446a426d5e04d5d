import { expect, it } from 'vitest';
import { pastedName, pastedPictures } from './files-from.ts';
import { imageTypeOf, sniffContentType } from './sniff.ts';

const text = (value: string) => [...new TextEncoder().encode(value)];

it.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', text('GIF89a')],
  ['image/webp', text('RIFF\0\0\0\0WEBPVP8 ')],
  ['image/avif', [0, 0, 0, 0x20, ...text('ftypavif')]],
  [null, text('<svg xmlns')],
  [null, text('RIFF\0\0\0\0WAVE')],
  [null, []],
])('knows %s by its first bytes', (type, bytes) => {
  expect(imageTypeOf(new Uint8Array(bytes))).toBe(type);
});

it('believes the browser where the bytes say nothing', async () => {
  expect(await sniffContentType(new Blob(['<svg/>'], { type: 'image/svg+xml' }))).toBe('image/svg+xml');
});

it('names pasted pictures by their time', () => {
  const at = new Date(2026, 2, 7, 9, 5, 3);
  expect(pastedName('image.png', at)).toBe('pasted-20260307-090503.png');
  const files = [new File(['x'], 'image.png', { type: 'image/png' }), new File(['x'], 'a.txt', { type: 'text/plain' })];
  expect(pastedPictures(files, '', at).map(({ fileName }) => fileName)).toEqual(['pasted-20260307-090503.png']);
});

it.each([
  ['1\t2\n3\t4', []],
  ['image.png and more', []],
  ['roof.png', ['roof.png']],
  ['roof.png\r\nnotes.txt', ['roof.png']],
])('takes pictures that come with the text %j: %j', (copied, expected) => {
  const files = [
    new File(['x'], 'roof.png', { type: 'image/png' }),
    new File(['x'], 'notes.txt', { type: 'text/plain' }),
  ];
  expect(pastedPictures(files, copied, new Date(0)).map(({ fileName }) => fileName)).toEqual(expected);
});
