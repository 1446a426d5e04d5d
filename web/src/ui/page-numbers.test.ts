import { expect, it } from 'vitest';
import { pageNumbers } from './page-numbers.ts';

it.each([
  [1, 1, [1]],
  [1, 2, [1, 2]],
  [1, 9, [1, 2, 9]],
  [5, 9, [1, 4, 5, 6, 9]],
  [9, 9, [1, 8, 9]],
  [12, 9, [1, 9]],
])('on page %i of %i', (page, last, expected) => {
  expect(pageNumbers(page, last)).toEqual(expected);
});
