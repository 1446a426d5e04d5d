import { expect, it } from 'vitest';
import { dataUrlOf } from './data-url.ts';

it.each([0, 1, 255, 8192, 20_000])('holds %i bytes as they are', async (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
  const answer = await fetch(dataUrlOf(bytes.buffer, 'image/webp'));
  expect(answer.headers.get('content-type')).toBe('image/webp');
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
});
