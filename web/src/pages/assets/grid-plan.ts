import type { AssetListItem } from '@nekohub/client';
import { tileAspect } from '../../pictures/aspect.ts';
import { type JustifiedRow, justify } from '../../pictures/justify.ts';
import { lastUpTo, type RowPlan } from './row-plan.ts';

export interface GridMeasures {
  width: number;
  rowHeight: number;
  gap: number;
}

/** A place in the grid, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface GridPlan extends RowPlan {
  /** Where each item of a row stands, from its first one. */
  readonly boxesOf: (row: number) => Box[];
  /** How many items a row has. */
  readonly sizeOf: (row: number) => number;
}

/** A list in parts of `blockSize`, some of which are there. */
export interface GridContent {
  readonly total: number;
  readonly blockSize: number;
  readonly parts: readonly { number: number; items: readonly Pick<AssetListItem, 'width' | 'height'>[] }[];
}

interface PartLayout {
  readonly aspects: readonly number[];
  readonly rows: readonly JustifiedRow[];
}

/** What most pictures are, until a part of the list is loaded. */
const USUAL = 1.4;

/**
 * Lays out one list for one width. Each part of the list fills whole rows, so that it can be laid out on its own. What
 * was laid out once keeps its layout when its items are forgotten.
 */
export const createGridLayout = (measures: GridMeasures) => {
  const known = new Map<number, PartLayout>();
  const assumed = new Map<number, PartLayout>();

  const layOut = (aspects: readonly number[], ends: boolean) => ({ aspects, rows: justify(aspects, measures, ends) });

  const partOf = (number: number, count: number, ends: boolean): PartLayout => {
    const kept = known.get(number);
    if (kept?.aspects.length === count) return kept;
    const part = assumed.get(count) ?? layOut(Array<number>(count).fill(USUAL), ends);
    assumed.set(count, part);
    return part;
  };

  return ({ total, blockSize, parts }: GridContent): GridPlan => {
    const countOf = (number: number) => Math.min(blockSize, total - number * blockSize);
    const endsWith = (number: number) => (number + 1) * blockSize >= total;
    // Nothing can be laid out before the grid is measured.
    const numbers = measures.width > 0 ? Math.ceil(total / blockSize) : 0;
    for (const { number, items } of parts) {
      if (number >= numbers) continue;
      const aspects = Array.from({ length: countOf(number) }, (_, index) => {
        const item = items[index];
        return item === undefined ? USUAL : tileAspect(item.width, item.height);
      });
      if (known.get(number)?.aspects.join() !== aspects.join()) known.set(number, layOut(aspects, endsWith(number)));
    }

    const rows: { part: PartLayout; row: JustifiedRow }[] = [];
    const firsts: number[] = [];
    const tops: number[] = [];
    let height = 0;
    for (let number = 0; number < numbers; number += 1) {
      const part = partOf(number, countOf(number), endsWith(number));
      for (const row of part.rows) {
        rows.push({ part, row });
        firsts.push(number * blockSize + row.start);
        tops.push(height);
        height += row.height + measures.gap;
      }
    }
    return {
      count: rows.length,
      height,
      topOf: (row) => tops[row] ?? height,
      rowAt: (pixels) => lastUpTo(tops, pixels),
      firstOf: (row) => firsts[row] ?? 0,
      rowOf: (item) => lastUpTo(firsts, item),
      sizeOf: (row) => rows[row]?.row.count ?? 0,
      boxesOf: (index) => {
        const found = rows[index];
        if (found === undefined) return [];
        const { part, row } = found;
        let left = 0;
        return part.aspects.slice(row.start, row.start + row.count).map((aspect) => {
          const box = { left, top: tops[index] ?? 0, width: aspect * row.height, height: row.height };
          left += box.width + measures.gap;
          return box;
        });
      },
    };
  };
};
