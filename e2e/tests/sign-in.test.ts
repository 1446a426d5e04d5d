import { owner, signIn, signInByForm } from '../support/account.ts';
import { expect, test } from '../support/test.ts';

test('a wrong password is named, without saying which of the two is wrong', async ({ page, problems }) => {
  problems.allow(/status of 401 .*\/auth\/login/);
  await page.goto('/login');
  for (const account of [
    { ...owner, password: 'not the password' },
    { username: 'nobody', password: 'not the password' },
  ]) {
    await signInByForm(page, account);
    await expect(page.getByRole('alert')).toHaveText('The user name or the password is not right.');
  }
  await expect(page).toHaveURL(/\/login$/);
});

test('empty fields are asked for', async ({ page }) => {
  await page.goto('/login');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your user name.')).toBeVisible();
  await expect(page.getByText('Enter your password.')).toBeVisible();
});

test('signing in leads back to the page that was asked for', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/assets?visibility=private&view=table');
  await expect(page).toHaveURL(/\/login\?redirect=/);
  await signInByForm(page);
  await expect(page).toHaveURL(/\/assets\?visibility=private&view=table$/);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
});

test('signing in does not lead to another site', async ({ page }) => {
  await page.goto('/login?redirect=https://elsewhere.example/');
  await signInByForm(page);
  await expect(page).toHaveURL(/\/overview$/);
});

test('a reload keeps the session', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/assets/upload' });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  await page.goto('/login');
  await expect(page).toHaveURL(/\/overview$/);
});

test('no script can read the refresh token', async ({ page, hub, context }) => {
  await page.goto('/login');
  const answer = page.waitForResponse('**/api/v1/auth/login');
  await signInByForm(page);
  await expect(page).toHaveURL(/\/overview$/);
  const cookies = await context.cookies(`${hub.url}/api/v1/auth/refresh`);
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
  const kept = cookies.map((cookie) => cookie.value);
  const readable = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  for (const secret of kept) {
    expect(secret.length).toBeGreaterThan(20);
    expect(readable).not.toContain(secret);
    expect(await (await answer).text()).not.toContain(secret);
  }
  expect(readable).not.toContain('eyJ');
});

test('who does not stay signed in is forgotten with the browser, also after the session was renewed', {
  tag: '@phone',
}, async ({ page, hub, context }) => {
  const cookie = async () => (await context.cookies(`${hub.url}/api/v1/auth/refresh`))[0];
  await page.goto('/login');
  const box = page.getByRole('checkbox', { name: 'Stay signed in' });
  await expect(box).toBeChecked();
  await box.uncheck();
  await signInByForm(page);
  await expect(page).toHaveURL(/\/overview$/);
  const first = await cookie();
  expect(first?.expires).toBe(-1);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect.poll(async () => (await cookie())?.value).not.toBe(first?.value);
  expect((await cookie())?.expires).toBe(-1);
});

test('that a session ends soon is said before, and why it ended after', async ({ page, hub, problems }) => {
  problems.allow(/status of 401/);
  const refusal = (code: string) => ({
    status: 401,
    json: { error: { code, message: 'x', traceId: 't', status: 401 } },
  });
  let isOver = false;
  await page.route('**/api/v1/**', (route) =>
    isOver ? route.fulfill(refusal('auth_token_expired')) : route.fallback(),
  );
  await page.route('**/api/v1/auth/refresh', async (route) => {
    if (isOver) return route.fulfill(refusal('auth_refresh_token_reused'));
    const response = await route.fetch();
    const answer = await response.json();
    answer.data.refreshTokenExpiresAtUtc = new Date(Date.now() + 10 * 60_000).toISOString();
    return route.fulfill({ response, json: answer });
  });
  await signIn(page, hub, { path: '/assets' });
  await expect(page.getByRole('status').filter({ hasText: 'Your session ends at' })).toBeVisible();
  isOver = true;
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('Your session was ended for safety: it was used from two places.')).toBeVisible();
});
