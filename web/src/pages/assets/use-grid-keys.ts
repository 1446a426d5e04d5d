import type { KeyboardEvent, RefObject } from 'react';
import type { GridPlan } from './grid-plan.ts';
import type { SelectIn } from './use-select-in.ts';
import type { Selection } from './use-selection.ts';

interface GridKeysOptions {
  frame: RefObject<HTMLElement | null>;
  plan: GridPlan;
  total: number;
  scrollToRow: (row: number) => void;
  select: SelectIn | null;
  selection: Selection;
}

/** Tries to find what is only drawn once it has been scrolled to. */
const MAX_FRAMES = 30;

/** The item of a row that lies under or over this one: the one at the same share of the row's width. */
const across = (plan: GridPlan, index: number, rows: number): number => {
  const row = plan.rowOf(index);
  const here = plan.row(row);
  const there = plan.row(Math.min(plan.count - 1, Math.max(0, row + rows)));
  if (here === undefined || there === undefined) return index;
  const share = (index - here.start + 0.5) / here.count;
  return there.start + Math.min(there.count - 1, Math.floor(share * there.count));
};

/** Arrows go from picture to picture, Space chooses (with Shift up to there), Ctrl+A chooses all, Escape none. */
export const useGridKeys = ({ frame, plan, total, scrollToRow, select, selection }: GridKeysOptions) => {
  const focus = (index: number, tries = 0) => {
    const link = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    if (link) return link.focus();
    if (tries === 0) scrollToRow(plan.rowOf(index));
    if (tries < MAX_FRAMES) requestAnimationFrame(() => focus(index, tries + 1));
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
    if (Number.isNaN(index)) return;
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
      if (next >= 0 && next < total) focus(next);
    } else if (event.key === ' ' && select !== null && target?.tagName === 'A') {
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
};
