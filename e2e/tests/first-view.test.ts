import type { Page } from '@playwright/test';
import { signIn } from '../support/account.ts';
import { pngBytes, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

/** Bytes of the scripts that a page fetches until it rests, as they come over the line. */
async function scriptBytes(page: Page, open: () => Promise<unknown>): Promise<number> {
  const scripts: { url: string; headers: Record<string, string> }[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) {
      scripts.push({ url: response.url(), headers: response.headers() });
    }
  });
  await open();
  await page.waitForLoadState('networkidle');
  expect(scripts.length).toBeGreaterThan(2);
  for (const { url, headers } of scripts.filter((script) => script.url.includes('/static/'))) {
    expect(headers, url).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  }
  return scripts.reduce((sum, { headers }) => sum + Number(headers['content-length']), 0);
}

test('the first view of the gallery needs at most 200 kB of scripts', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'first.png' });
  const bytes = await scriptBytes(page, async () => {
    await page.goto('/gallery');
    await expect(page.getByRole('link', { name: 'Picture first.png' }).first()).toBeVisible();
  });
  test.info().annotations.push({ type: 'script bytes', description: String(bytes) });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(200_000);
});

test('the first view of the console needs at most 350 kB of scripts', async ({ page, context, hub }) => {
  await putAsset(hub, { fileName: 'first.png' });
  await signIn(page, hub);
  const fresh = await context.newPage();
  // As on a first visit; what the first page has fetched would come from the browser's cache.
  const devtools = await context.newCDPSession(fresh);
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const bytes = await scriptBytes(fresh, async () => {
    await fresh.goto('/assets');
    await expect(fresh.getByRole('link', { name: 'first.png' }).first()).toBeVisible();
  });
  test.info().annotations.push({ type: 'script bytes', description: String(bytes) });
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(350_000);
});

test('nothing moves while the gallery loads', { tag: '@phone' }, async ({ page, hub }) => {
  const sizes = [
    [300, 200],
    [200, 300],
    [640, 120],
  ] as const;
  for (let number = 0; number < 60; number += 1) {
    const [width, height] = sizes[number % sizes.length] ?? sizes[0];
    const content = new Blob([await pngBytes(width, height, number)]);
    const asset = await putAsset(hub, { fileName: `steady ${number}.png`, content });
    if (number === 59) await processed(hub, asset);
  }
  const moved = async (path: string) => {
    await page.goto(path);
    await expect(page.locator('main img').first()).toHaveJSProperty('complete', true);
    await page.waitForLoadState('networkidle');
    return page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
            resolve(shifts.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          // Nothing is told when nothing has moved.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
        }),
    );
  };
  expect(await moved('/gallery?query=steady')).toBeLessThan(0.02);
  await page.locator('main li a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('steady');
  expect(await moved(new URL(page.url()).pathname)).toBeLessThan(0.02);
});
