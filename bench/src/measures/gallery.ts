import type { Browser } from '@playwright/test';
import { type Noted, notedBy, openPage, startBrowser } from '../browser.ts';
import { median } from '../load.ts';
import { note } from '../report.ts';

const VISITS = 7;
const MAX_PAINT_MS = 1000;
const MAX_SHIFT = 0.02;

/** The gallery as somebody sees it who comes for the first time: how soon its largest picture is there, what moves. */
export async function measureGallery(url: string): Promise<void> {
  const browser = await startBrowser();
  try {
    // The first page of a browser is slow whatever it shows.
    await visit(browser, url);
    const visits = [];
    for (let round = 0; round < VISITS; round += 1) visits.push(await visit(browser, url));
    const paint = median(visits.map(({ largestPaint }) => largestPaint));
    const shift = Math.max(...visits.map((seen) => seen.shift));
    note('gallery of 60: largest paint', `${paint.toFixed(0)} ms`, `< ${MAX_PAINT_MS} ms`, paint < MAX_PAINT_MS);
    note('gallery of 60: layout shift, at most', shift.toFixed(4), `< ${MAX_SHIFT}`, shift < MAX_SHIFT);
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, url: string) {
  const page = await openPage(browser);
  await page.goto(`${url}/gallery`, { waitUntil: 'networkidle' });
  // The browser tells of a paint when it has time for it.
  await page.waitForFunction(() => (globalThis as unknown as { noted: Noted }).noted.largestPaint > 0);
  const seen = await notedBy(page);
  await page.context().close();
  return seen;
}
