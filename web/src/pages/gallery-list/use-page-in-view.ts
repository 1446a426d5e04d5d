import { type RefObject, useEffect, useEffectEvent } from 'react';

/** A page counts as the one that is looked at once it begins above this part of the window. */
const EYE_LEVEL = 0.4;

/** Tells which page of the list is looked at, whenever that changes by scrolling. Pages begin at elements with `data-page`. */
export const usePageInView = (list: RefObject<HTMLElement | null>, onPage: (page: number) => void) => {
  const look = useEffectEvent(() => {
    const begins = list.current?.querySelectorAll<HTMLElement>('[data-page]') ?? [];
    let seen: string | undefined;
    for (const element of begins) {
      if (seen !== undefined && element.getBoundingClientRect().top > innerHeight * EYE_LEVEL) break;
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
