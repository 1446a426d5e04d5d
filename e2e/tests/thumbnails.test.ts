import type { Locator, Page } from '@playwright/test';
import { signIn } from '../support/account.ts';
import { contentAddress, pngBytes, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

/** Addresses that the page has asked for. */
const watch = (page: Page) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  return asked;
};

test('lists show thumbnails, not originals', async ({ page, hub }) => {
  const content = new Blob([await pngBytes(600, 400)]);
  const open = await processed(hub, await putAsset(hub, { fileName: 'large public.png', content }));
  const hidden = await processed(hub, await putAsset(hub, { fileName: 'large private.png', content, isPublic: false }));
  const asked = watch(page);
  await page.goto('/gallery?query=large+public');
  const shown = page.getByRole('link', { name: 'large public.png' }).first().locator('img');
  // The browser has chosen among the copies.
  const chosen = (image: Locator) => image.evaluate((each) => each instanceof HTMLImageElement && each.currentSrc);
  await expect.poll(() => chosen(shown)).toMatch(/\.webp$/);

  await signIn(page, hub, { path: '/assets?query=large' });
  const tile = (name: string) => page.getByRole('link', { name, exact: true }).first().locator('img');
  await expect.poll(() => chosen(tile('large public.png'))).toMatch(/\.webp$/);
  await expect(tile('large private.png, Private')).toHaveJSProperty('naturalWidth', 256);
  await page.goto('/assets?query=large&view=table');
  await expect(
    page
      .getByRole('row', { name: /large private/ })
      .first()
      .locator('img'),
  ).toHaveJSProperty('naturalWidth', 256);
  expect(asked).not.toContain(contentAddress(hub, open));
  const pathOf = (url: string) => new URL(url).pathname;
  expect(asked.map(pathOf)).not.toContain(`/api/v1/assets/${hidden.id}/content`);
  expect(asked.map(pathOf)).toContain(`/api/v1/assets/${hidden.id}/derivatives/webp_256/content`);
});

test('a picture is blurred until it is there, and its original stands in for a thumbnail that is gone', async ({
  page,
  hub,
  problems,
}) => {
  problems.allow(/ERR_FAILED/);
  const content = new Blob([await pngBytes(600, 400)]);
  await processed(hub, await putAsset(hub, { fileName: 'blurred.png', content }));
  const release = Promise.withResolvers<void>();
  await page.route(/\.webp$/, async (route) => {
    await release.promise;
    await route.abort();
  });
  await page.goto('/gallery?query=blurred');
  const image = page.getByRole('link', { name: 'blurred.png' }).first().locator('img');
  await expect(image).toHaveCSS('background-image', /^url\("data:image\/png/);
  release.resolve();
  await expect(image).toHaveJSProperty('naturalWidth', 600);
  await expect(image).toHaveCSS('background-image', 'none');
  await page.unrouteAll({ behavior: 'wait' });
});
