import { useRef, useState } from 'react';
import { selectRange } from './select-range.ts';

/** The chosen assets. They stay chosen while one turns pages or changes filters. */
export const useSelection = (idsOnPage: readonly string[]) => {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);

  return {
    selected,
    /** With `range`, everything between the last one touched and this one follows it. */
    toggle: (id: string, range: boolean) => {
      // Read now: React may run the update below after the anchor has moved on.
      const touched = range ? selectRange(idsOnPage, anchor.current, id) : [id];
      setSelected((current) => {
        const on = !current.has(id);
        const next = new Set(current);
        for (const one of touched) {
          if (on) next.add(one);
          else next.delete(one);
        }
        return next;
      });
      anchor.current = id;
    },
    setPage: (on: boolean) =>
      setSelected((current) => {
        const next = new Set(current);
        for (const id of idsOnPage) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return next;
      }),
    clear: () => setSelected(new Set()),
  };
};

export type Selection = ReturnType<typeof useSelection>;
