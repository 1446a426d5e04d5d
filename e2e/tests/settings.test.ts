import { expectAccessibleInBothThemes, expectFitsWidth } from '../support/accessibility.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { expect, test } from '../support/test.ts';
import { addWorkflow } from '../support/workflows.ts';

const houseRules = 'Say what you see. '.repeat(40).trim();
test.use({
  hubEnv: { ...owner.env, Api__Assets__MaxVersions: '7', Mcp__HouseRules: houseRules, Server__Portt: '1' },
});

test('the settings in force are shown, with what they mean', { tag: '@phone' }, async ({ page, hub }) => {
  await signIn(page, hub, { path: '/settings' });
  await expect(page).toHaveTitle('Settings – NekoHub');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  const pictures = page.getByRole('list', { name: 'Pictures and lists' });
  await expect(pictures.getByRole('listitem').filter({ hasText: 'Api__Assets__MaxVersions' })).toHaveText(
    /How many former originals.*7EnvironmentDefault: 5$/,
  );
  await expect(page.getByRole('listitem').filter({ hasText: 'Server__MaxJsonBodyBytes' })).toHaveText(
    /1048576Default$/,
  );
  await expect(page.getByText('server__portt (environment) is not a setting')).toBeVisible();
  for (const [name, state] of [
    ['Auth__ApiKey__Keys', 'Set'],
    ['Auth__BootstrapSuperAdmin__Password', 'Set'],
    ['Auth__Jwt__Secret', 'Not set'],
  ] as const) {
    await expect(page.getByRole('listitem').filter({ hasText: name }).getByText(state, { exact: true })).toBeVisible();
  }
  const text = await page.getByRole('main').innerText();
  for (const secret of [owner.key, owner.password]) expect(text).not.toContain(secret);
  await expectAccessibleInBothThemes(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectFitsWidth(page);
});

test('they are looked through, and the address keeps how', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/settings' });
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('house');
  await expect(page).toHaveURL(/\/settings\?query=house$/);
  const found = page.getByRole('region', { name: 'Settings of the server' }).getByRole('listitem');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(houseRules);
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('jwt');
  await page.getByRole('switch', { name: 'Not the default' }).click();
  await expect(page.getByText('No setting matches.')).toBeVisible();
  await expect(page).toHaveURL(/query=jwt&changed=true$/);
  await page.reload();
  await expect(page.getByText('No setting matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(found.filter({ hasText: 'Api__Assets__MaxVersions' })).toBeVisible();
  await expect(found.filter({ hasText: 'Api__Assets__MaxPixels' })).toHaveCount(0);
});

test('what this browser keeps is chosen, addresses are copied, and the rest is a link away', async ({
  page,
  hub,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  const { name } = await addWorkflow(hub, { name: 'After every upload', isAutoRun: true });
  await signIn(page, hub, { path: '/settings' });
  await page.getByRole('button', { name: 'Copy MCP' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${hub.url}/mcp`);

  const browser = page.getByRole('region', { name: 'This browser' });
  await browser.getByLabel('Theme').selectOption('Dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await browser.getByLabel('Language').selectOption('简体中文');
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
  await expect(page.getByText('技能修改图片后保留的历史原图数量')).toBeVisible();
  await page.reload();
  await page.getByRole('region', { name: '此浏览器' }).getByLabel('语言').selectOption('English');

  const elsewhere = page.getByRole('region', { name: 'Kept in the console' });
  await elsewhere.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible();
  await page.goBack();
  await elsewhere.getByRole('link', { name: 'Local Default Write Profile' }).click();
  await expect(page.getByRole('heading', { name: 'Storage', level: 1 })).toBeVisible();
});

test('the palette leads there', async ({ page, hub }) => {
  await signIn(page, hub);
  await page.getByRole('button', { name: 'Search or jump to' }).click();
  await page.getByPlaceholder('Search assets or jump to a page').fill('Settings');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings$/);
});

test('who may read settings alone begins there, without what is about storage', async ({ page, hub }, info) => {
  const account = await addAccount(hub, {
    username: `operator-${info.workerIndex}-${info.retry}`,
    permissions: ['settings.read'],
  });
  await signIn(page, hub, { account, path: '/login' });
  await expect(page).toHaveURL(/\/settings$/);
  const elsewhere = page.getByRole('region', { name: 'Kept in the console' });
  await expect(elsewhere).toContainText('After each upload');
  await expect(elsewhere).not.toContainText('Uploads go to');
});

test('who may not read settings is not led there', async ({ page, hub, problems }, info) => {
  const account = await addAccount(hub, {
    username: `reader-${info.workerIndex}-${info.retry}`,
    permissions: ['assets.read'],
  });
  await signIn(page, hub, { account });
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0);
  problems.allow(/settings\.read/);
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});
