import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { GridPlan } from './grid-plan.ts';
import { indexOf } from './use-drawn-rows.ts';
import type { SelectIn } from './use-select-in.ts';
import type { Selection } from './use-selection.ts';

interface GridKeysOptions {
  frame: RefObject<HTMLElement | null>;
  plan: GridPlan;
  total: number;
  showRow: (row: number) => void;
  select: SelectIn | null;
  selection: Selection;
}

/** The item of a row that lies under or over this one: the one at the same share of the row's width. */
const across = (plan: GridPlan, index: number, rows: number): number => {
  const row = plan.rowOf(index);
  const there = Math.min(plan.count - 1, Math.max(0, row + rows));
  const share = (index - plan.firstOf(row) + 0.5) / plan.sizeOf(row);
  return plan.firstOf(there) + Math.min(plan.sizeOf(there) - 1, Math.floor(share * plan.sizeOf(there)));
};

/** Arrows go from picture to picture, Space chooses (with Shift up to there), Ctrl+A chooses all, Escape none. */
export const useGridKeys = ({ frame, plan, total, showRow, select, selection }: GridKeysOptions) => {
  // What is far away is drawn, and perhaps loaded, before it can have the focus.
  const wanted = useRef<number>(undefined);
  const focusWanted = () => {
    if (wanted.current === undefined) return;
    const link = frame.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    // Whoever has gone elsewhere meanwhile stays there.
    const isHere = frame.current?.contains(document.activeElement);
    if (link && isHere) link.focus();
    if (link || !isHere) wanted.current = undefined;
  };
  useLayoutEffect(focusWanted);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const index = indexOf(event.target);
    if (index === undefined) return;
    const goes: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      ArrowUp: across(plan, index, -1),
      ArrowDown: across(plan, index, 1),
      Home: 0,
      End: total - 1,
    };
    const next = goes[event.key];
    if (next !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (next < 0 || next >= total) return;
      wanted.current = next;
      showRow(plan.rowOf(next));
      focusWanted();
    } else if (event.key === ' ' && select !== null && event.target instanceof HTMLAnchorElement) {
      event.preventDefault();
      select(index, event.shiftKey);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && select !== null) {
      event.preventDefault();
      selection.selectAll();
    } else if (event.key === 'Escape' && selection.count > 0) {
      event.preventDefault();
      selection.clear();
    }
  };
  return { onKeyDown };
};
