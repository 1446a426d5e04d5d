import type { Page } from '@playwright/test';
import { pngBytes, putAsset } from '../support/assets.ts';
import type { Hub } from '../support/hub.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

/** More than one page of them; the last one put there is the first in the list. */
const COUNT = 70;
const nameOf = (number: number) => `turning ${String(number).padStart(3, '0')}.png`;

/** Once for all tests of this file that a worker runs. */
const filled = new WeakSet<Hub>();
async function fill(hub: Hub) {
  if (filled.has(hub)) return;
  const content = new Blob([await pngBytes(300, 200)]);
  for (let number = 1; number <= COUNT; number += 1) {
    await putAsset(hub, { fileName: nameOf(number), content, runEnrichment: false });
  }
  filled.add(hub);
}

const picture = (page: Page, number: number) => page.getByRole('link', { name: `Picture ${nameOf(number)}` });
const heading = (page: Page, number: number) => page.getByRole('heading', { name: nameOf(number), level: 1 });

test('pictures are turned over by keys, and the list is as it was when one comes back', async ({ page, hub }) => {
  await fill(hub);
  await page.goto('/gallery?query=turning');
  await picture(page, 69).click();
  await expect(heading(page, 69)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(heading(page, 68)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(heading(page, 70)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Previous picture' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Next picture' }).click();
  await expect(heading(page, 69)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/gallery\?query=turning$/);
  await expect(picture(page, 69)).toBeFocused();
});

test('the list goes on by itself, its address names the page, and back returns to the place', async ({ page, hub }) => {
  await fill(hub);
  await page.goto('/gallery?query=turning');
  await expect(page.getByText('70 pictures')).toBeVisible();
  await picture(page, 11).scrollIntoViewIfNeeded();
  await expect(picture(page, 1)).toBeAttached();
  await picture(page, 1).scrollIntoViewIfNeeded();
  await expect(page).toHaveURL(/page=2/);
  await picture(page, 1).click();
  await expect(heading(page, 1)).toBeVisible();
  await page.goBack();
  await expect(picture(page, 1)).toBeInViewport();
  await expect(picture(page, 70)).toBeAttached();

  await page.goto('/gallery?query=turning&page=2');
  await expect(picture(page, 10)).toBeVisible();
  await expect(picture(page, 11)).toHaveCount(0);
  await picture(page, 10).click();
  await expect(heading(page, 10)).toBeVisible();
  // The page before is fetched for it.
  await page.getByRole('link', { name: 'Previous picture' }).click();
  await expect(heading(page, 11)).toBeVisible();
  await expect(page).not.toHaveURL(/page=2/);
});

test('the next page is a link, for whoever does not wait for it', async ({ page, hub }) => {
  await fill(hub);
  // Never answered.
  await page.route(/public\/assets\?.*page=2/, () => {});
  await page.goto('/gallery?query=turning');
  const more = page.getByRole('link', { name: 'Show more' });
  await expect(more).toHaveAttribute('href', '/gallery?query=turning&page=2');
  await expect(page.getByText('60 of 70 shown')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a swipe turns over', { tag: '@phone-only' }, async ({ page, hub }) => {
  await fill(hub);
  await page.goto('/gallery?query=turning');
  await picture(page, 69).tap();
  await expect(heading(page, 69)).toBeVisible();
  const swipe = (fromX: number, toX: number) =>
    page.getByRole('region', { name: /^Picture:/ }).evaluate(
      (element, [from = 0, to = 0]) => {
        const touch = (clientX: number) => new Touch({ identifier: 1, target: element, clientX, clientY: 300 });
        const send = (type: string, touches: Touch[], changedTouches: Touch[]) =>
          element.dispatchEvent(new TouchEvent(type, { touches, changedTouches, bubbles: true }));
        send('touchstart', [touch(from)], [touch(from)]);
        send('touchend', [], [touch(to)]);
      },
      [fromX, toX],
    );
  await swipe(300, 100);
  await expect(heading(page, 68)).toBeVisible();
  await swipe(100, 300);
  await expect(heading(page, 69)).toBeVisible();
  await swipe(300, 270);
  await expect(heading(page, 69)).toBeVisible();
});

/** As if its tab were left, or come back to. */
const setVisibility = (page: Page, visibility: 'hidden' | 'visible') =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
const SLIDE_MS = 5000;

test('a slideshow goes on to the next page, rests while nobody sees it, and ends with the list', {
  tag: '@phone',
}, async ({ page, hub }) => {
  await fill(hub);
  await page.clock.install();
  await page.goto('/gallery?query=turning');
  await picture(page, 11).click();
  await expect(heading(page, 11)).toBeVisible();
  await page.getByRole('button', { name: 'Play slideshow' }).click();
  const said = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeAttached();
  await said('Slideshow: another picture every 5 seconds.');
  await expect(page.getByRole('link', { name: 'Next picture' })).toBeVisible();
  await page.clock.fastForward(SLIDE_MS);
  await expect(heading(page, 10)).toBeVisible();
  await expect(page).toHaveURL(/page=2/);

  await setVisibility(page, 'hidden');
  await page.clock.fastForward(4 * SLIDE_MS);
  await expect(heading(page, 10)).toBeVisible();
  await setVisibility(page, 'visible');
  await page.clock.fastForward(SLIDE_MS);
  await expect(heading(page, 9)).toBeVisible();
  await page.getByRole('button', { name: 'Pause slideshow' }).click();
  await said('Slideshow paused.');
  await page.clock.fastForward(2 * SLIDE_MS);
  await expect(heading(page, 9)).toBeVisible();

  await page.goto('/gallery?query=turning&page=2');
  await picture(page, 2).click();
  await expect(heading(page, 2)).toBeVisible();
  await page.keyboard.press('Space');
  await said('Slideshow: another picture every 5 seconds.');
  await page.clock.fastForward(SLIDE_MS);
  await expect(heading(page, 1)).toBeVisible();
  await page.clock.fastForward(SLIDE_MS);
  await said('Slideshow ended: this is the last picture.');
  await expect(heading(page, 1)).toBeVisible();

  // Anew, and Escape stops it before it leaves.
  await page.getByRole('button', { name: 'Play slideshow' }).click();
  await expect(heading(page, 1)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await said('Slideshow paused.');
  await expect(page).toHaveURL(/\/gallery\/.+/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/gallery\?/);
});

test('a picture is looked at closely, and narrowed lists are in the address', async ({ page, hub }) => {
  const content = new Blob([await pngBytes(3000, 200)]);
  await putAsset(hub, { fileName: 'very wide.png', content, runEnrichment: false });
  await page.goto('/gallery?query=very+wide');
  await page.getByRole('combobox', { name: 'Shape' }).selectOption('Portrait');
  await expect(page).toHaveURL(/orientation=portrait/);
  await expect(page.getByText('No picture matches these filters.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Shape' }).selectOption('Landscape');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Largest file first');
  await expect(page).toHaveURL(/orientation=landscape&order=largest/);
  await page.getByRole('link', { name: 'Picture very wide.png' }).click();

  const image = page.getByRole('img', { name: 'very wide.png' });
  const width = () => image.evaluate((element) => element.clientWidth);
  await expect.poll(width).toBeLessThan(1440);
  await page.getByRole('button', { name: 'Show at full size' }).click();
  await expect.poll(width).toBe(3000);
  await page.keyboard.press('Escape');
  await expect.poll(width).toBeLessThan(1440);
  await expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('download', 'very wide.png');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/gallery\?.*order=largest/);
});
