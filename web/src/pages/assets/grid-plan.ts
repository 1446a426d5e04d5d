import { tileAspect } from '../../pictures/aspect.ts';
import { type JustifiedRow, justify } from '../../pictures/justify.ts';
import type { AssetBlocks } from './use-asset-blocks.ts';
import type { RowPlan } from './use-virtual-rows.ts';

export interface GridMeasures {
  width: number;
  rowHeight: number;
  gap: number;
}

export interface GridPlan extends RowPlan {
  readonly row: (row: number) => JustifiedRow | undefined;
  /** Width over height of each item of a row. */
  readonly aspectsOf: (row: JustifiedRow) => number[];
}

/** What most pictures are, until a part of the list is loaded. */
const USUAL = 1.4;

type Sizes = readonly { width: number | null; height: number | null }[];

/**
 * Lays out one list for one width. Each part of the list fills whole rows, so that it can be laid out on its own,
 * and keeps its layout when its items are forgotten.
 */
export const createGridLayout = (measures: GridMeasures) => {
  const known = new Map<number, { items: WeakRef<Sizes>; count: number; aspects: number[]; rows: JustifiedRow[] }>();
  const assumed = new Map<number, JustifiedRow[]>();

  const rowsOf = (blocks: AssetBlocks, number: number, count: number, ends: boolean): JustifiedRow[] => {
    const items = blocks.block(number);
    const kept = known.get(number);
    if (kept !== undefined && kept.count === count && (items === undefined || items === kept.items.deref()))
      return kept.rows;
    if (items !== undefined) {
      const aspects = items.slice(0, count).map(({ width, height }) => tileAspect(width, height));
      while (aspects.length < count) aspects.push(USUAL);
      const rows = justify(aspects, measures, ends);
      known.set(number, { items: new WeakRef(items), count, aspects, rows });
      return rows;
    }
    known.delete(number);
    const rows = assumed.get(count) ?? justify(Array<number>(count).fill(USUAL), measures, ends);
    assumed.set(count, rows);
    return rows;
  };

  return (blocks: AssetBlocks): GridPlan => {
    const { total, blockSize } = blocks;
    const rows: JustifiedRow[] = [];
    // Nothing can be laid out before the grid is measured.
    for (let number = 0; measures.width > 0 && number * blockSize < total; number += 1) {
      const begin = number * blockSize;
      const count = Math.min(blockSize, total - begin);
      for (const row of rowsOf(blocks, number, count, begin + count >= total)) {
        rows.push({ ...row, start: begin + row.start });
      }
    }
    return {
      count: rows.length,
      row: (row) => rows[row],
      heightOf: (row) => (rows[row]?.height ?? 0) + measures.gap,
      firstOf: (row) => rows[row]?.start ?? 0,
      rowOf: (item) => findRow(rows, item),
      aspectsOf: ({ start, count }) => {
        const offset = start % blockSize;
        const aspects = known.get(Math.floor(start / blockSize))?.aspects;
        return aspects === undefined ? Array<number>(count).fill(USUAL) : aspects.slice(offset, offset + count);
      },
    };
  };
};

/** The last row that begins at or before the item. */
const findRow = (rows: readonly JustifiedRow[], item: number): number => {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle]?.start ?? 0) <= item) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
};
