import { expect, it } from 'vitest';
import { fullSizesOf } from './full-sizes.ts';

const preview = (width: number) => ({ url: `${width}.webp`, width, height: 10 });
const asset = {
  contentType: 'image/jpeg',
  width: 900,
  height: 600,
  publicUrl: 'original.jpg',
  previews: [preview(256), preview(640), preview(900)],
};

it.each([
  ['copies, and the picture itself for those as large as it', {}, '256.webp 640.webp original.jpg'],
  ['only the picture when it may move', { contentType: 'image/gif' }, undefined],
  ['only the picture when there are no copies', { previews: [] }, undefined],
])('a picture alone has %s', (_case, change, expected) => {
  expect(
    fullSizesOf({ ...asset, ...change })
      ?.map(({ url }) => url)
      .join(' '),
  ).toBe(expected);
});
