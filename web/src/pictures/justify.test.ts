import { describe, expect, it } from 'vitest';
import { justify } from './justify.ts';

const measures = { width: 1000, rowHeight: 180, gap: 8 };
const mixed = Array.from({ length: 100 }, (_, index) => [0.6, 1, 1.5, 1.33, 2.4][index % 5] ?? 1);

const widthOf = (aspects: readonly number[], row: { start: number; count: number; height: number }) =>
  aspects.slice(row.start, row.start + row.count).reduce((sum, aspect) => sum + aspect * row.height, 0) +
  measures.gap * (row.count - 1);

describe('justified rows', () => {
  it('hold every picture once, in order, and fill the width near the wished-for height', () => {
    const rows = justify(mixed, measures, false);
    let next = 0;
    for (const row of rows) {
      expect(row.start).toBe(next);
      next += row.count;
      expect(widthOf(mixed, row)).toBeCloseTo(1000, 3);
      expect(row.height).toBeGreaterThan(120);
      expect(row.height).toBeLessThan(270);
    }
    expect(next).toBe(100);
  });

  it('leave the last row of the list short', () => {
    const rows = justify([1.5, 1.5, 1.5, 1.5, 1], measures, true);
    const last = rows.at(-1);
    expect(last && widthOf([1.5, 1.5, 1.5, 1.5, 1], last)).toBeLessThan(1000);
    expect(last?.height).toBe(180);
  });

  it('are one row for one picture, none for none', () => {
    expect(justify([1], measures, true)).toEqual([{ start: 0, count: 1, height: 180 }]);
    expect(justify([3], measures, false)).toEqual([{ start: 0, count: 1, height: 1000 / 3 }]);
    expect(justify([], measures, true)).toEqual([]);
  });

  it('stay finite in a window without room', () => {
    for (const row of justify(mixed, { ...measures, width: 0 }, false)) expect(row.height).toBeGreaterThan(0);
  });
});
