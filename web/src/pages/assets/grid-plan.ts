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
  /** Where each row begins: its first item and its pixels, both counted from the beginning of the part. */
  readonly firsts: readonly number[];
  readonly tops: readonly number[];
  readonly height: number;
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

  const layOut = (aspects: readonly number[], ends: boolean): PartLayout => {
    const rows = justify(aspects, measures, ends);
    const tops: number[] = [];
    let height = 0;
    for (const row of rows) {
      tops.push(height);
      height += row.height + measures.gap;
    }
    return { aspects, rows, firsts: rows.map(({ start }) => start), tops, height };
  };

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

    // By parts alone: the rows of a long list are too many to go through them each time a part of it arrives.
    const layouts: PartLayout[] = [];
    const firstRows: number[] = [];
    const tops: number[] = [];
    let count = 0;
    let height = 0;
    for (let number = 0; number < numbers; number += 1) {
      const layout = partOf(number, countOf(number), endsWith(number));
      layouts.push(layout);
      firstRows.push(count);
      tops.push(height);
      count += layout.rows.length;
      height += layout.height;
    }
    /** A row as its part has it, with where that part begins. */
    const find = (row: number) => {
      const number = lastUpTo(firstRows, row);
      const layout = layouts[number];
      const place = row - (firstRows[number] ?? 0);
      const found = layout?.rows[place];
      if (layout === undefined || found === undefined) return undefined;
      return {
        layout,
        row: found,
        first: number * blockSize + found.start,
        top: (tops[number] ?? 0) + (layout.tops[place] ?? 0),
      };
    };
    const rowIn = (number: number, rising: 'firsts' | 'tops', limit: number) =>
      (firstRows[number] ?? 0) + lastUpTo(layouts[number]?.[rising] ?? [], limit);
    return {
      count,
      height,
      topOf: (row) => find(row)?.top ?? height,
      rowAt: (pixels) => {
        const number = lastUpTo(tops, pixels);
        return rowIn(number, 'tops', pixels - (tops[number] ?? 0));
      },
      firstOf: (row) => find(row)?.first ?? 0,
      rowOf: (item) => {
        const number = Math.max(0, Math.min(Math.floor(item / blockSize), numbers - 1));
        return rowIn(number, 'firsts', item - number * blockSize);
      },
      sizeOf: (row) => find(row)?.row.count ?? 0,
      boxesOf: (index) => {
        const found = find(index);
        if (found === undefined) return [];
        const { layout, row, top } = found;
        let left = 0;
        return layout.aspects.slice(row.start, row.start + row.count).map((aspect) => {
          const box = { left, top, width: aspect * row.height, height: row.height };
          left += box.width + measures.gap;
          return box;
        });
      },
    };
  };
};
