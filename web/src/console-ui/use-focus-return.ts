import { useEffect, useState } from 'react';

const SETTLE_MS = 10;

/** What has the focus; of a menu, whose items are gone soon, the button that opened it. */
const focused = (): HTMLElement | null => {
  const opener = document.activeElement?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const element = opener ? document.getElementById(opener) : document.activeElement;
  return element instanceof HTMLElement ? element : null;
};

/**
 * Gives the focus back to where it was when something opened over the page. Mantine's own return knows neither menus
 * nor what is open from the start.
 */
export const useFocusReturn = (opened: boolean) => {
  const [last, setLast] = useState(() => ({ opened, origin: opened ? focused() : null }));
  // Asked while rendering: afterwards the menu is gone.
  if (last.opened !== opened) setLast({ opened, origin: opened ? focused() : last.origin });
  const { origin } = last;
  useEffect(() => {
    if (opened || origin === null) return;
    const timer = setTimeout(() => {
      const active = document.activeElement;
      if (active === null || active === document.body || active.closest('[role=dialog]')) {
        origin.focus({ preventScroll: true });
      }
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [opened, origin]);
};
