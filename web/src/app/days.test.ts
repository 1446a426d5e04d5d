import { expect, it } from 'vitest';
import { dayBefore, dayOf } from './days.ts';

it.each([
  [0, '2026-03-01'],
  [1, '2026-02-28'],
  [60, '2025-12-31'],
])('%i days before the first of March', (days, expected) => {
  expect(dayBefore(new Date(2026, 2, 1, 23, 30), days)).toBe(expected);
});

it('what is no day is none', () => {
  expect(['2026-03-10', ' 2026-03-10 ', '2026-3-1', '2026-13-01', 'soon', '', undefined].map(dayOf)).toEqual([
    '2026-03-10',
    '2026-03-10',
    ...Array(5).fill(undefined),
  ]);
});
