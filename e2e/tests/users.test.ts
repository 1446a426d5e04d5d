import { addAccount, owner, signIn } from '../support/account.ts';
import { expect, test } from '../support/test.ts';
import { comeBack } from '../support/visits.ts';

test(
  'a user with two permissions is made, and sees only what they allow',
  { tag: '@phone' },
  async ({ page, hub, browser }, { workerIndex, retry, project }) => {
    const username = `lena-${project.name}-${workerIndex}-${retry}`;
    await signIn(page, hub, { path: '/users' });
    await page.getByRole('link', { name: 'Create user' }).click();
    await page.getByLabel('User name').fill(username);
    await page.getByRole('button', { name: 'Make a password' }).click();
    const password = await page.getByRole('status').locator('code').innerText();
    await page.getByRole('checkbox', { name: 'Upload assets' }).check();
    await page.getByRole('button', { name: 'Create user' }).click();
    await expect(page.getByRole('heading', { name: username, level: 1 })).toBeVisible();
    await expect(page.getByText('See assets, Upload assets')).toBeVisible();

    // With the rail in sight, whichever window the administrator has.
    const context = await browser.newContext({
      baseURL: hub.url,
      viewport: { width: 1440, height: 900 },
      isMobile: false,
    });
    const lena = await context.newPage();
    await signIn(lena, hub, { account: { username, password } });
    await expect(lena.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
    const navigation = lena.getByRole('navigation', { name: 'Main navigation' });
    await expect(navigation.getByRole('link', { name: 'Upload' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Users' })).toHaveCount(0);
    await expect(navigation.getByRole('link', { name: 'Audit' })).toHaveCount(0);
    await lena.goto('/users');
    await expect(lena.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
    await context.close();

    await page.getByRole('checkbox', { name: 'Upload assets' }).uncheck();
    await page.getByRole('button', { name: 'Save permissions' }).click();
    await expect(page.getByText('Changes saved.')).toBeVisible();
    await expect(page.getByText('See assets, Upload assets')).toHaveCount(0);
    await page.getByLabel('User name').fill(`${username} II`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Changes saved.')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  },
);

test('a user can be made disabled, and unsaved changes are asked about', async ({ page, hub, request }, {
  workerIndex,
  retry,
}) => {
  const username = `olga-${workerIndex}-${retry}`;
  await signIn(page, hub, { path: '/users/new' });
  await page.getByLabel('User name').fill(username);
  await page.getByRole('button', { name: 'Make a password' }).click();
  const password = await page.getByRole('status').locator('code').innerText();
  await page.getByRole('switch', { name: 'Enabled' }).uncheck();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: username, level: 1 })).toBeVisible();
  const answer = await request.post(`${hub.url}/api/v1/auth/login`, { data: { username, password } });
  expect(answer.status()).toBe(401);

  await page.getByRole('checkbox', { name: 'Upload assets' }).check();
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Save permissions' }).click();
  await expect(page.getByText('See assets, Upload assets')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' }).click();
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
});

test('a user is found, disabled, given a new password, and deleted', async ({ page, hub, request }, {
  workerIndex,
  retry,
}) => {
  const username = `nadia-${workerIndex}-${retry}`;
  const account = await addAccount(hub, { username, permissions: ['assets.read'] });
  const login = async (password: string) =>
    (await request.post(`${hub.url}/api/v1/auth/login`, { data: { username, password } })).status();
  await signIn(page, hub, { path: `/users?query=nadia&state=active` });
  await page.getByRole('link', { name: username }).click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible();
  expect(await login(account.password)).toBe(401);
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('button', { name: 'Disable' })).toBeVisible();

  await page.getByRole('button', { name: 'Reset password' }).click();
  const dialog = page.getByRole('dialog', { name: `New password for ${username}` });
  await dialog.getByRole('button', { name: 'Make a password' }).click();
  const password = await dialog.getByRole('status').locator('code').innerText();
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expect(page.getByText(`The password of ${username} is set`)).toBeVisible();
  expect(await login(password)).toBe(200);

  await page.getByRole('button', { name: 'Delete user' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`${username} is deleted.`)).toBeVisible();
  await expect(page).toHaveURL(/\/users$/);
  expect(await login(password)).toBe(401);
});

test('a user is deleted without a question about what was typed for them', async ({ page, hub }, info) => {
  const username = `vera-${info.workerIndex}-${info.retry}`;
  await addAccount(hub, { username, permissions: ['assets.read'] });
  await signIn(page, hub, { path: '/users?query=vera' });
  await page.getByRole('link', { name: username }).click();
  await page.getByLabel('User name').fill(`${username}-renamed`);
  await page.getByRole('button', { name: 'Delete user' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a half-made user is not left without a question', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/users/new' });
  await page.getByLabel('User name').fill('half');
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' }).click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Keep editing' })
    .click();
  await expect(page.getByLabel('User name')).toHaveValue('half');
});

test('what is typed for a user stays when somebody else changes them', async ({ page, hub, request }, info) => {
  const username = `wanda-${info.workerIndex}-${info.retry}`;
  await addAccount(hub, { username, permissions: ['assets.read'] });
  await page.clock.install();
  await signIn(page, hub, { path: '/users?query=wanda' });
  await page.getByRole('link', { name: username }).click();
  const rights = page.getByRole('checkbox', { name: 'Upload assets' });
  await rights.check();
  await page.getByLabel('User name').fill(`${username}-typed`);
  const headers = { Authorization: `Bearer ${owner.key}` };
  const address = page.url().replace('/users/', '/api/v1/users/');
  await request.patch(address, { headers, data: { username: `${username}-other` } });
  await request.patch(`${address}/permissions`, { headers, data: { permissions: ['assets.read', 'assets.delete'] } });
  await comeBack(page);
  await expect(page.getByRole('heading', { name: `${username}-other`, level: 1 })).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue(`${username}-typed`);
  await expect(rights).toBeChecked();
});

test('the page of a user is announced as one at once, and by name as soon as that is known', async ({ page, hub }, {
  workerIndex,
  retry,
}) => {
  const { username } = await addAccount(hub, { username: `late-${workerIndex}-${retry}`, permissions: [] });
  await signIn(page, hub, { path: `/users?query=${username}` });
  const announced = page.locator('[aria-live=polite]').first();
  await expect(announced).toHaveText('Users – NekoHub');
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(/\/api\/v1\/users\/[0-9a-f-]{36}$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole('link', { name: username }).first().click();
  await expect(page).toHaveTitle('User – NekoHub');
  await expect(announced).toHaveText('User – NekoHub');
  release();
  await expect(page).toHaveTitle(`${username} – NekoHub`);
  await expect(announced).toHaveText(`${username} – NekoHub`);
});

test('the list is ordered by the last sign-in, which its address keeps', async ({ page, hub, request }) => {
  const names = ['order-a', 'order-b', 'order-c'].map((name) => `${name}-${Date.now()}`);
  const [a, b, c] = names;
  const passwords: string[] = [];
  for (const username of names) passwords.push((await addAccount(hub, { username })).password);
  const data = { username: b, password: passwords[1] };
  expect((await request.post(`${hub.url}/api/v1/auth/login`, { data })).status()).toBe(200);
  const listed = page.getByRole('main').getByRole('link', { name: /^order-/ });
  await signIn(page, hub, { path: '/users?query=order-&order=name' });
  await expect(listed).toHaveText([`${a}`, `${b}`, `${c}`]);
  await page.getByRole('button', { name: 'Order: By name' }).click();
  await page.getByRole('menuitemradio', { name: 'Last sign-in first' }).click();
  await expect(page).toHaveURL(/order=lastLogin/);
  await expect(listed).toHaveText([`${b}`, `${a}`, `${c}`]);
  await page.reload();
  await expect(listed).toHaveText([`${b}`, `${a}`, `${c}`]);
});
