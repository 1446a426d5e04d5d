import { type RefObject, useEffect, useEffectEvent } from 'react';

/** A page counts as the one that is looked at once it begins above this part of the window. */
const EYE_LEVEL = 0.4;

/** Tells which page of the list is looked at, whenever that changes by scrolling. Pages begin at elements with `data-page`. */
export const usePageInView = (list: RefObject<HTMLElement | null>, onPage: (page: number) => void) => {
  const look = useEffectEvent(() => {
    const begins = list.current?.querySelectorAll<HTMLElement>('[data-page]') ?? [];
    const rest = document.documentElement.scrollHeight - innerHeight - scrollY;
    // Towards the end the line sinks to the bottom: what is last cannot be scrolled any higher.
    const line = Math.max(innerHeight * EYE_LEVEL, innerHeight - rest);
    let seen: string | undefined;
    for (const element of begins) {
      if (seen !== undefined && element.getBoundingClientRect().top > line) break;
      seen = element.dataset.page;
    }
    if (seen !== undefined) onPage(Number(seen));
  });
  useEffect(() => {
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => look());
    };
    addEventListener('scroll', later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', later);
    };
  }, []);
};
