import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The rows of a list, from the first to the last, whether they are loaded or not. */
export interface RowPlan {
  readonly count: number;
  /** Pixels, with the gap below. */
  readonly heightOf: (row: number) => number;
  /** The first item of a row. */
  readonly firstOf: (row: number) => number;
  readonly rowOf: (item: number) => number;
}

/** Beyond the screen, so that nothing appears late. */
const OVERSCAN_ROWS = 4;
const SETTLE_MS = 250;

/**
 * The rows on screen. What is on top stays there when rows above it turn out higher or lower than assumed. `at` is the
 * item to begin with; `onAt` hears which one is on top once scrolling pauses.
 */
export const useVirtualRows = (
  frame: RefObject<HTMLElement | null>,
  plan: RowPlan,
  { at, onAt }: { at: number; onAt: (item: number) => void },
) => {
  const [margin, setMargin] = useState(0);
  const top = useRef({ item: at, pixels: 0 });
  const placed = useRef<RowPlan | null>(null);
  const virtualizer = useWindowVirtualizer({
    count: plan.count,
    estimateSize: plan.heightOf,
    overscan: OVERSCAN_ROWS,
    scrollMargin: margin,
    useFlushSync: false,
  });
  const rows = virtualizer.getVirtualItems();

  useLayoutEffect(() => {
    const place = frame.current;
    // Rounded, because the sum of the two is never twice the same.
    if (place !== null) setMargin(Math.round(place.getBoundingClientRect().top + scrollY));
  });

  useLayoutEffect(() => {
    if (placed.current === plan || margin === 0 || plan.count === 0) return;
    const isFirst = placed.current === null;
    placed.current = plan;
    virtualizer.measure();
    const { item, pixels } = top.current;
    // At the top of the page one stays there.
    if (isFirst && item === 0) {
      scrollTo({ top: 0 });
      return;
    }
    if (!isFirst && scrollY < margin) return;
    const row = plan.rowOf(Math.min(item, plan.firstOf(plan.count - 1)));
    const start = virtualizer.measurementsCache[row]?.start ?? virtualizer.getOffsetForIndex(row, 'start')?.[0];
    if (start !== undefined && Math.abs(start + pixels - scrollY) > 1) scrollTo({ top: start + pixels });
  }, [plan, margin, virtualizer]);

  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hear = useRef(onAt);
  hear.current = onAt;
  useEffect(() => () => clearTimeout(settle.current), []);
  useEffect(() => {
    const note = () => {
      // What the browser does before is not what somebody looks at.
      if (placed.current === null) return;
      if (scrollY < margin) top.current = { item: 0, pixels: 0 };
      else {
        const row = virtualizer.getVirtualItemForOffset(scrollY);
        if (row !== undefined) top.current = { item: plan.firstOf(row.index), pixels: scrollY - row.start };
      }
      clearTimeout(settle.current);
      settle.current = setTimeout(() => hear.current(top.current.item), SETTLE_MS);
    };
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [virtualizer, plan, margin]);

  return {
    rows,
    /** Pixels over the first of the rows, and of all together. */
    before: (rows[0]?.start ?? margin) - margin,
    total: virtualizer.getTotalSize(),
    margin,
    scrollToRow: (row: number) => virtualizer.scrollToIndex(row, { align: 'auto' }),
  };
};
