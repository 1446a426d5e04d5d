import { expect, it } from 'vitest';
import { secondsLeft } from './upload-item.ts';

it.each([
  [400, 200, 3],
  [400, 400, 1.5],
  [400, 1000, null],
  [1000, 200, null],
  [400, 0, null],
  [400, null, null],
])('of 1,000 bytes %i are sent, at %s a second: %s seconds are left', (sentBytes, bytesPerSecond, left) => {
  expect(secondsLeft({ file: new Blob(['x'.repeat(1000)]), sentBytes, bytesPerSecond })).toBe(left);
});
