import { addAccount, signIn } from '../support/account.ts';
import { expect, test } from '../support/test.ts';

test('another session is ended, and its browser is signed out on its next request', async ({
  page,
  hub,
  browser,
  problems,
}, { workerIndex, retry }) => {
  problems.allow(/status of 401/);
  const account = await addAccount(hub, {
    username: `two-places-${workerIndex}-${retry}`,
    permissions: ['assets.read'],
  });
  const elsewhere = await browser.newContext({ baseURL: hub.url });
  const other = await elsewhere.newPage();
  await signIn(other, hub, { account });
  await expect(other.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();

  await signIn(page, hub, { account, path: '/account' });
  const sessions = page.getByRole('table', { name: 'Sessions' });
  await expect(sessions.getByText('This session')).toHaveCount(1);
  await sessions.getByRole('button', { name: /^End session/ }).click();
  await expect(page.getByText('The session is ended.')).toBeVisible();
  await expect(sessions.getByRole('button')).toHaveCount(0);

  await other.getByRole('searchbox', { name: 'Search assets' }).fill('anything');
  await expect(other.getByText('Your session has ended.')).toBeVisible();
  await page.reload();
  await expect(sessions).toBeVisible();
  await elsewhere.close();
});

test(
  'one changes one’s password',
  { tag: '@phone' },
  async ({ page, hub, problems, request }, { workerIndex, retry, project }) => {
    problems.allow(/status of 403 .*\/change-password/);
    const username = `changer-${project.name}-${workerIndex}-${retry}`;
    const account = await addAccount(hub, { username, permissions: [] });
    await signIn(page, hub, { account, path: '/account' });
    await page.getByLabel('Current password').fill('not this one');
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('10 more characters, please.')).toBeVisible();
    await page.getByRole('button', { name: 'Make a password' }).click();
    const next = await page.getByRole('status').locator('code').innerText();
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('The current password is not right.')).toBeVisible();
    await expect(page.getByLabel('New password')).toHaveValue(next);
    await page.getByLabel('Current password').fill(account.password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('The password is changed.')).toBeVisible();

    const login = (password: string) =>
      request.post(`${hub.url}/api/v1/auth/login`, { data: { username, password } }).then((answer) => answer.status());
    expect(await login(next)).toBe(200);
    expect(await login(account.password)).toBe(401);
  },
);
