import type { Page } from '@playwright/test';
import { owner, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

/** Tabs on until a control has the focus; fails when there is no way there. */
async function tabTo(page: Page, role: 'link' | 'button' | 'textbox', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${role} ${name}.`);
}

test('one signs in without a mouse', async ({ page }) => {
  await page.goto('/login');
  await expect(page.getByLabel('User name')).toBeVisible();
  await tabTo(page, 'textbox', 'User name');
  await page.keyboard.type(owner.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(owner.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
});

test('the skip link leads over the navigation', async ({ page, hub }) => {
  await signIn(page, hub);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox', { name: 'Search assets' })).toBeFocused();
});

test('the palette jumps to pages and assets', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'palette.png', description: '调色板' });
  await signIn(page, hub);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  const field = page.getByPlaceholder('Search assets or jump to a page');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('Upl');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('调色板');
  await page.getByRole('button', { name: 'palette.png' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'palette.png', level: 1 })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('an asset is opened, and its deletion called off, without a mouse', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'by keyboard.png' });
  await signIn(page, hub, { path: '/assets?query=by+keyboard' });
  await expect(page.getByRole('link', { name: 'by keyboard.png' }).first()).toBeVisible();
  await tabTo(page, 'link', 'by keyboard.png');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'by keyboard.png', level: 1 })).toBeVisible();
  await tabTo(page, 'button', 'Delete asset');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Delete asset' })).toBeFocused();
});

test('what is under way keeps the focus, and is not begun twice', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'focused.png' });
  let answer = () => {};
  let asked = 0;
  /** Holds the answers to what is asked next until `answer` is called. */
  const hold = async (address: string) => {
    asked = 0;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(address, async (route) => {
      if (route.request().method() === 'GET' && address.endsWith(asset.id)) return route.fallback();
      asked += 1;
      await held;
      await route.fallback();
    });
  };
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  const visibility = page.getByRole('switch', { name: 'Public' });
  await hold(`**/api/v1/assets/${asset.id}`);
  await visibility.focus();
  await page.keyboard.press('Space');
  await expect(visibility).not.toBeChecked();
  await page.keyboard.press('Space');
  await expect(visibility).toBeFocused();
  answer();
  await expect(page.getByText('This asset is private.')).toBeVisible();
  await expect(visibility).toBeFocused();
  expect(asked).toBe(1);

  await page.goto('/audit');
  const download = page.getByRole('button', { name: 'Download', exact: true });
  await hold('**/api/v1/audit/export*');
  await download.focus();
  await page.keyboard.press('Enter');
  await expect(download).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(download).toBeFocused();
  const file = page.waitForEvent('download');
  answer();
  await file;
  await expect(download).not.toHaveAttribute('aria-disabled');
  await expect(download).toBeFocused();
  expect(asked).toBe(1);
});
