import { addAccount, signIn, signInByForm } from '../support/account.ts';
import { pngBytes, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles } from '../support/transfer.ts';

test('a second tab does not end the session of the first', async ({ page, context, hub }) => {
  await signIn(page, hub);
  const second = await context.newPage();
  await second.goto('/assets/upload');
  await expect(second.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  // Both ask for a new token pair at once, which must not look like the theft of one.
  await Promise.all([page.reload(), second.reload()]);
  await expect(second.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
});

test('signing out ends every tab, and signing in opens them again', async ({ page, context, hub }) => {
  await signIn(page, hub);
  const second = await context.newPage();
  await second.goto('/assets/upload');
  await expect(second.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Account of mika' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect(second).toHaveURL(/\/login/);
  await page.goto('/assets');
  await expect(page.getByLabel('User name')).toBeVisible();

  await signInByForm(second);
  await expect(second.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/assets$/);
});

test('another user takes over nothing of the one before, where tabs cannot tell each other', async ({
  page,
  hub,
  problems,
}, { workerIndex, retry }) => {
  problems.allow(/status of 40[13] |assets\.read/);
  const next = await addAccount(hub, { username: `next-${workerIndex}-${retry}`, permissions: ['assets.create'] });
  await putAsset(hub, { fileName: 'of the first.png' });
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined });
    Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined });
  });
  const sent: (string | undefined)[] = [];
  const { promise: replaced, resolve: replace } = Promise.withResolvers<void>();
  await page.route('**/api/v1/assets', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    sent.push(route.request().headers().authorization);
    await replaced;
    await route.fulfill({ status: 401, json: { error: { code: 'auth_session_ended', message: 'Ended.' } } });
  });
  await signIn(page, hub);
  await expect(page.getByRole('link', { name: 'of the first.png' })).toBeVisible();
  const buffer = Buffer.from(await pngBytes(60, 40));
  await dropFiles(page, [{ name: 'mine alone.png', mimeType: 'image/png', buffer }]);
  await expect.poll(() => sent).toHaveLength(1);

  // As another tab does it.
  const { username, password } = next;
  const data = { username, password, carrier: 'cookie' };
  await page.request.post(`${hub.url}/api/v1/auth/login`, { headers: { Origin: hub.url }, data });
  replace();
  await expect(page.getByRole('button', { name: `Account of ${username}` })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'of the first.png' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Uploads' })).toHaveCount(0);
  expect(sent).toHaveLength(1);
});
