import { expect, it } from 'vitest';
import { createGridLayout, type GridContent } from './grid-plan.ts';

const measures = { width: 1000, rowHeight: 180, gap: 8 };

const content = (total: number, parts: GridContent['parts'] = []): GridContent => ({ total, blockSize: 100, parts });

it('has a place for each of a hundred thousand pictures before any is loaded', () => {
  const plan = createGridLayout(measures)(content(100_000));
  let next = 0;
  for (let row = 0; row < plan.count; row += 1) {
    expect(plan.firstOf(row)).toBe(next);
    next += plan.sizeOf(row);
  }
  expect(next).toBe(100_000);
  const row = plan.rowOf(54_321);
  expect(plan.firstOf(row)).toBeLessThanOrEqual(54_321);
  expect(plan.firstOf(row + 1)).toBeGreaterThan(54_321);
  expect(plan.rowAt(plan.topOf(row) + 1)).toBe(row);
  expect([plan.rowAt(-1), plan.rowAt(plan.height + 1)]).toEqual([0, plan.count - 1]);
});

it('changes nothing but the part that was loaded, and keeps its layout when it is forgotten', () => {
  const layout = createGridLayout(measures);
  const before = layout(content(300));
  const items = Array.from({ length: 100 }, () => ({ width: 60, height: 100 }));
  const loaded = layout(content(300, [{ number: 1, items }]));
  expect(loaded.count).toBeLessThan(before.count);
  expect(loaded.firstOf(loaded.rowOf(100))).toBe(100);
  expect(loaded.firstOf(loaded.rowOf(200))).toBe(200);
  const forgotten = layout(content(300));
  expect(forgotten.count).toBe(loaded.count);
});

it('fills the width of the grid with each row but the last of all', () => {
  const items = Array.from({ length: 100 }, (_, index) => ({ width: 100 + 13 * (index % 11), height: 100 }));
  const plan = createGridLayout(measures)(content(150, [{ number: 0, items }]));
  for (let row = 0; row < plan.count - 1; row += 1) {
    const last = plan.boxesOf(row).at(-1);
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000);
  }
});

it('has no rows before the grid is measured', () => {
  expect(createGridLayout({ ...measures, width: 0 })(content(300))).toMatchObject({ count: 0, height: 0 });
});
