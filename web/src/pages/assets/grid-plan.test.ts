import { expect, it } from 'vitest';
import { createGridLayout } from './grid-plan.ts';
import type { AssetBlocks } from './use-asset-blocks.ts';

const measures = { width: 1000, rowHeight: 180, gap: 8 };

const blocksOf = (total: number, loaded: Record<number, { width: number; height: number }[]>): AssetBlocks => ({
  total,
  blockSize: 100,
  version: '',
  block: (number) => loaded[number] as ReturnType<AssetBlocks['block']>,
  item: () => undefined,
  load: async () => [],
});

it('has a place for each of a hundred thousand pictures before any is loaded', () => {
  const plan = createGridLayout(measures)(blocksOf(100_000, {}));
  let next = 0;
  for (let row = 0; row < plan.count; row += 1) {
    expect(plan.firstOf(row)).toBe(next);
    next += plan.row(row)?.count ?? 0;
  }
  expect(next).toBe(100_000);
  expect(plan.rowOf(54_321)).toBe(plan.rowOf(plan.firstOf(plan.rowOf(54_321))));
});

it('changes nothing but the part that was loaded, and keeps its layout when it is forgotten', () => {
  const layout = createGridLayout(measures);
  const before = layout(blocksOf(300, {}));
  const tall = Array.from({ length: 100 }, () => ({ width: 60, height: 100 }));
  const loaded = layout(blocksOf(300, { 1: tall }));
  expect(loaded.count).toBeLessThan(before.count);
  expect(loaded.firstOf(loaded.rowOf(100))).toBe(100);
  expect(loaded.firstOf(loaded.rowOf(200))).toBe(200);
  const forgotten = layout(blocksOf(300, {}));
  expect(forgotten.count).toBe(loaded.count);
});
