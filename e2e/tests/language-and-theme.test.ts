import { signIn } from '../support/account.ts';
import { expect, test } from '../support/test.ts';

test('the console speaks Chinese, and remembers it', { tag: '@phone' }, async ({ page, hub }) => {
  await signIn(page, hub);
  await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: '简体中文' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('资产 – NekoHub');
  await expect(page.getByRole('heading', { name: '资产', level: 1 })).toBeVisible();
  await page.goto('/gallery');
  await expect(page.getByRole('heading', { name: '画廊', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('combobox', { name: '语言' }).selectOption({ label: 'English' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('a browser that prefers Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('is spoken to in Chinese', async ({ page }) => {
    await page.goto('/login');
    await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible();
  });
});

test('the theme is chosen, and there before the first paint', async ({ page, problems }) => {
  await page.goto('/gallery');
  const html = page.locator('html');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(28, 26, 24)');
  // Without a script of the console it is what came with the page.
  problems.allow(/ERR_FAILED/);
  await page.route('**/static/**', (route) => route.abort());
  await page.reload({ waitUntil: 'commit' });
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.unrouteAll({ behavior: 'wait' });
});

test.describe('a system in the dark', () => {
  test.use({ colorScheme: 'dark' });
  test('is followed until one chooses', async ({ page }) => {
    await page.goto('/gallery');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('light');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  });
});
