import type { Page } from '@playwright/test';

/** Longer than anything that was asked for counts as fresh. */
const AWAY_MS = 60_000;

/**
 * Has the page believe that somebody was in another tab for a while and is back, whereupon it asks for what may have
 * changed. Its clock must be `page.clock.install()`ed before it is opened.
 */
export async function comeBack(page: Page): Promise<void> {
  await page.clock.fastForward(AWAY_MS);
  await page.evaluate(() => {
    for (const state of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }
  });
}
