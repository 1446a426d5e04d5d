import { signIn } from '../support/account.ts';
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

for (const path of ['/gallery/some/where', '/assets/some/where', '/some/where']) {
  test(`${path} has nothing, in one main part`, async ({ page, hub }) => {
    await signIn(page, hub, { path });
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
    await expect(page.getByRole('main')).toHaveCount(1);
  });
}
