import { expect, it } from 'vitest';
import { selectRange } from './select-range.ts';

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

it.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  ['b', 'b', ['b']],
  [null, 'c', ['c']],
  ['gone', 'c', ['c']],
])('from %s to %s', (from, to, expected) => {
  expect(selectRange(items, from, to)).toEqual(expected);
});
