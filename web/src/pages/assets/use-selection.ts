import { useState } from 'react';
import type { BulkItem } from '../../bulk/bulk-action.ts';

interface Chosen {
  /** The list for which all are chosen but those named; null when only those named are. */
  readonly allOf: string | null;
  readonly named: ReadonlyMap<string, BulkItem>;
}

const NONE: Chosen = { allOf: null, named: new Map() };

/**
 * The chosen assets: single ones, which stay chosen while one changes filters, or all that a list shows, which are no
 * longer what was meant once it shows others. `listKey` stands for what it shows.
 */
export const useSelection = (listKey: string, total: number) => {
  const [kept, setChosen] = useState<Chosen>(NONE);
  const current = (chosen: Chosen) => (chosen.allOf === null || chosen.allOf === listKey ? chosen : NONE);
  const { allOf, named } = current(kept);
  const isAll = allOf !== null;
  return {
    has: (id: string) => named.has(id) !== isAll,
    isAll,
    named,
    count: isAll ? Math.max(0, total - named.size) : named.size,
    set: (items: readonly BulkItem[], on: boolean) =>
      setChosen((before) => {
        const chosen = current(before);
        const next = new Map(chosen.named);
        for (const item of items) {
          if (on === (chosen.allOf !== null)) next.delete(item.id);
          else next.set(item.id, item);
        }
        return { allOf: chosen.allOf, named: next };
      }),
    selectAll: () => setChosen({ allOf: listKey, named: new Map() }),
    clear: () => setChosen(NONE),
  };
};

export type Selection = ReturnType<typeof useSelection>;
