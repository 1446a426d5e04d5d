import { type RefObject, useEffect } from 'react';
import { takeLastOpened } from './last-opened.ts';

/** Back from a picture, the list shows that picture, where the keys go on from. */
export const useReturn = (list: RefObject<HTMLElement | null>, isShown: boolean) => {
  useEffect(() => {
    if (!isShown) return;
    const id = takeLastOpened();
    const link = id === null ? null : list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (link == null) return;
    // The router puts the page back to where it was first.
    const frame = requestAnimationFrame(() => {
      const { top, bottom } = link.getBoundingClientRect();
      link.focus({ preventScroll: true });
      if (top < 0 || bottom > innerHeight) link.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [list, isShown]);
};
