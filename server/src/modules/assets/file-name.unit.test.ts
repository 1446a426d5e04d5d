import { expect, test } from 'vitest';
import { renamedFor } from './file-name.ts';

test.each([
  ['cat.png', 'image/png', 'image/webp', 'cat.webp'],
  ['cat.JPEG', 'image/jpeg', 'image/avif', 'cat.avif'],
  ['cat.jfif', 'image/jpeg', 'image/jpeg', 'cat.jfif'],
  ['cat.tif', 'image/tiff', 'image/jpeg', 'cat.jpg'],
  // Not of the type that the picture had: somebody means something by it.
  ['cat.png', 'image/jpeg', 'image/webp', 'cat.png'],
  ['cat', 'image/png', 'image/webp', 'cat'],
  ['cat.v1.2', 'image/png', 'image/webp', 'cat.v1.2'],
  ['.png', 'image/png', 'image/gif', '.gif'],
  [`${'x'.repeat(508)}.png`, 'image/png', 'image/tiff', `${'x'.repeat(507)}.tiff`],
])('%s, once %s and now %s', (name, formerType, type, expected) => {
  expect(renamedFor(name, formerType, type)).toBe(expected);
});
