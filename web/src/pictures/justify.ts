/** One row of a grid: its first picture, how many there are, and how tall they are in pixels. */
export interface JustifiedRow {
  readonly start: number;
  readonly count: number;
  readonly height: number;
}

interface Measures {
  /** Width of the grid, wished-for height of its rows, and the gap between pictures, in pixels. */
  readonly width: number;
  readonly rowHeight: number;
  readonly gap: number;
}

/** No row is cut shorter or stretched taller than this, of the wished-for height. */
const LOWEST = 0.4;

/**
 * Breaks pictures, given by width over height, into rows that fill the width, so that all rows together are as near to
 * the wished-for height as can be. The last row of the whole list (`ends`) may stay short instead.
 */
export const justify = (aspects: readonly number[], measures: Measures, ends: boolean): JustifiedRow[] => {
  const { width, rowHeight, gap } = measures;
  const total = aspects.length;
  const best: number[] = [0];
  const from: number[] = [0];
  const heights: number[] = [0];
  for (let end = 1; end <= total; end += 1) {
    best[end] = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let start = end - 1; start >= 0; start -= 1) {
      sum += aspects[start] ?? 1;
      const filling = Math.max(1, (width - gap * (end - start - 1)) / sum);
      const short = ends && end === total && filling > rowHeight;
      const height = short ? rowHeight : filling;
      const cost = (best[start] ?? 0) + (short ? 0 : Math.log(height / rowHeight) ** 2);
      if (cost < (best[end] ?? 0)) {
        best[end] = cost;
        from[end] = start;
        heights[end] = height;
      }
      if (filling < rowHeight * LOWEST) break;
    }
  }
  const rows: JustifiedRow[] = [];
  for (let end = total; end > 0; end = from[end] ?? 0) {
    const start = from[end] ?? 0;
    rows.push({ start, count: end - start, height: heights[end] ?? rowHeight });
  }
  return rows.reverse();
};
