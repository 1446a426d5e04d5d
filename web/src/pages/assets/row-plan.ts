/** The rows of a list, from the first to the last, whether they are loaded or not. Pixels begin at the top of the list. */
export interface RowPlan {
  readonly count: number;
  /** Of all rows, in pixels. */
  readonly height: number;
  /** Where a row begins; for the one behind the last, where that ends. */
  readonly topOf: (row: number) => number;
  /** The row at these pixels, or the nearest one. */
  readonly rowAt: (pixels: number) => number;
  /** The first item of a row. */
  readonly firstOf: (row: number) => number;
  readonly rowOf: (item: number) => number;
}

/** Rows of one item and one height each. */
export const evenRows = (count: number, rowHeight: number): RowPlan => {
  const inside = (row: number) => Math.min(Math.max(0, row), Math.max(0, count - 1));
  return {
    count,
    height: count * rowHeight,
    topOf: (row) => row * rowHeight,
    rowAt: (pixels) => inside(Math.floor(pixels / rowHeight)),
    firstOf: (row) => row,
    rowOf: inside,
  };
};

/** The place of the last of these rising values that is not above `limit`; 0 when all are. */
export const lastUpTo = (values: readonly number[], limit: number): number => {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((values[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
};
