import { expect, it } from 'vitest';
import { selectRange } from './select-range.ts';

const ids = ['a', 'b', 'c', 'd'];

it.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  ['b', 'b', ['b']],
  [null, 'c', ['c']],
  ['gone', 'c', ['c']],
])('from %s to %s', (from, to, expected) => {
  expect(selectRange(ids, from, to)).toEqual(expected);
});
