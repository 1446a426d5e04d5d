import { signIn, signInByForm } from '../support/account.ts';
import { expect, test } from '../support/test.ts';

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

test('signing out ends every tab, and signing in opens them again', async ({ page, context, hub, problems }) => {
  // Either tab may still ask for something when the session ends.
  problems.allow(/status of 401 .*\/api\/v1\/(?!auth\/login)/);
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
