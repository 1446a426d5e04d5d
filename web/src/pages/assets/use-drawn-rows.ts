import { type FocusEvent, useState } from 'react';
import type { RowPlan } from './row-plan.ts';
import type { Span } from './use-asset-blocks.ts';

/** The place of the item that an element belongs to, if it belongs to one. */
export const indexOf = (element: EventTarget): number | undefined => {
  const owner = element instanceof Element ? element.closest<HTMLElement>('[data-index]') : null;
  return owner?.dataset.index === undefined ? undefined : Number(owner.dataset.index);
};

/**
 * The rows to draw: those that are seen, and the one that has the focus, which would be lost with it. With what has to
 * be said to follow the focus.
 */
export const useDrawnRows = (plan: RowPlan, seen: Span) => {
  const [focused, setFocused] = useState<number>();
  const rows: number[] = [];
  if (plan.count > 0) {
    const last = plan.rowOf(seen.last);
    for (let row = plan.rowOf(seen.first); row <= last; row += 1) rows.push(row);
    const kept = focused === undefined ? undefined : plan.rowOf(focused);
    if (kept !== undefined && kept < (rows[0] ?? 0)) rows.unshift(kept);
    if (kept !== undefined && kept > last) rows.push(kept);
  }
  return {
    rows,
    focus: {
      onFocus: (event: FocusEvent) => setFocused(indexOf(event.target)),
      onBlur: () => setFocused(undefined),
    },
  };
};
