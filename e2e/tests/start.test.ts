import { expect, test } from '../support/test.ts';

test('the console opens', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/NekoHub/);
});

test('a killed program starts again on the same folder', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub();
  await hub.kill();
  await hub.restart();
  await page.goto(hub.url);
  await expect(page).toHaveTitle(/NekoHub/);
});
