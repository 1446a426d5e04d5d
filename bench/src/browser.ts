import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../e2e/support/chromium.ts';
import { ACCOUNT } from './hub.ts';

export const startBrowser = async (): Promise<Browser> => {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({ executablePath, ...(env ? { env } : {}) });
};

const SCREEN = { viewport: { width: 1440, height: 900 }, locale: 'en-US' };

/** A page that nothing is cached for, and that notes what the browser tells of its own work (see {@link Noted}). */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...SCREEN, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const noted: Noted = { longTasks: [], largestPaint: 0, shift: 0 };
    Object.assign(globalThis, { noted });
    const follow = (type: string, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    follow('longtask', ({ duration }) => noted.longTasks.push(duration));
    follow('largest-contentful-paint', ({ startTime }) => {
      noted.largestPaint = startTime;
    });
    follow('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) noted.shift += value;
    });
  });
  return page;
}

export interface Noted {
  /** Milliseconds of each task over 50. */
  readonly longTasks: number[];
  /** Milliseconds from the start of the page to its largest paint so far. */
  largestPaint: number;
  shift: number;
}

export const notedBy = (page: Page): Promise<Noted> =>
  page.evaluate(() => (globalThis as unknown as { noted: Noted }).noted);

/** Signs in on the page that asks for it, and goes on to `path`. */
export async function signInTo(page: Page, url: string, path: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('User name').fill(ACCOUNT.username);
  await page.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
  await page.keyboard.press('Enter');
}

/** Megabytes of the page: what JavaScript uses, and the processes that draw pages without what they share with others. */
export async function memoryOf(page: Page): Promise<{ heap: number; processes: number | undefined }> {
  const session = await page.context().newCDPSession(page);
  const { metrics } = await session.send('Performance.enable').then(() => session.send('Performance.getMetrics'));
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  await session.detach();
  const whole = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await whole?.send('SystemInfo.getProcessInfo')) ?? {};
  const own = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ownMegabytes(id));
  const known = own.filter((megabytes) => megabytes !== undefined);
  return {
    heap: heap / 1024 ** 2,
    processes: known.length === 0 ? undefined : known.reduce((sum, megabytes) => sum + megabytes, 0),
  };
}

/** proc(5): RssAnon, memory that belongs to the process alone; undefined where /proc does not exist. */
function ownMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
