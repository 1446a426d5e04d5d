import { useRef, useState } from 'react';
import type { BulkItem } from '../../bulk/bulk-action.ts';
import { selectRange } from './select-range.ts';

interface Chosen {
  /** The list for which all are chosen but those named; null when only those named are. */
  readonly allOf: string | null;
  readonly named: ReadonlyMap<string, BulkItem>;
}

const NONE: Chosen = { allOf: null, named: new Map() };

/**
 * The chosen assets: single ones, which stay chosen while one turns pages or changes filters, or all that a list
 * shows, which are no longer what was meant once it shows others. `listKey` stands for what it shows.
 */
export const useSelection = (shown: readonly BulkItem[], listKey: string, total: number) => {
  const [kept, setChosen] = useState<Chosen>(NONE);
  const anchor = useRef<string | null>(null);
  const chosen = kept.allOf === null || kept.allOf === listKey ? kept : NONE;
  const isAll = chosen.allOf !== null;
  const has = (id: string) => chosen.named.has(id) !== isAll;

  const set = (items: readonly BulkItem[], on: boolean) => {
    const named = new Map(chosen.named);
    for (const item of items) {
      if (on === isAll) named.delete(item.id);
      else named.set(item.id, item);
    }
    setChosen({ allOf: chosen.allOf, named });
  };

  return {
    has,
    isAll,
    named: chosen.named,
    count: isAll ? Math.max(0, total - chosen.named.size) : chosen.named.size,
    /** With `range`, everything between the last one touched and this one follows it. */
    toggle: (id: string, range: boolean) => {
      const ids = range ? selectRange(shown, anchor.current, id) : [id];
      const touched = new Set(ids);
      set(
        shown.filter((item) => touched.has(item.id)),
        !has(id),
      );
      anchor.current = id;
    },
    setShown: (on: boolean) => set(shown, on),
    selectAll: () => setChosen({ allOf: listKey, named: new Map() }),
    clear: () => setChosen(NONE),
  };
};

export type Selection = ReturnType<typeof useSelection>;
