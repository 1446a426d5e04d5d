import { addAccount, signIn } from '../support/account.ts';
import { drawOn, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles } from '../support/transfer.ts';

test('who may only look is shown nothing to do', async ({ page, hub, problems }, { workerIndex, retry }) => {
  const account = await addAccount(hub, { username: `reader-${workerIndex}-${retry}`, permissions: ['assets.read'] });
  const asset = await putAsset(hub, { fileName: 'only to look at.png', description: 'Look.' });
  await drawOn(hub, await processed(hub, asset));
  await signIn(page, hub, { account, path: '/assets?query=only+to+look' });
  await expect(page.getByRole('link', { name: 'only to look at.png' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Upload' })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await dropFiles(page, [{ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('a') }]);
  await expect(page.getByRole('region', { name: 'Uploads' })).toBeHidden();

  await page.goto(`/assets/${asset.id}`);
  await expect(page.getByText('Look.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete asset' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Run skill' })).toHaveCount(0);
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expect(page.getByRole('textbox')).toHaveCount(0);

  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'History' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Files' }).click();
  await expect(page.getByRole('region', { name: 'Former originals' })).toContainText('Version 1');
  await expect(page.getByRole('button', { name: /version 1$/ })).toHaveCount(0);

  problems.allow(/assets\.create/);
  await page.goto('/assets/upload');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});

test('who may do nothing lands in the gallery', async ({ page, hub }, { workerIndex, retry }) => {
  const account = await addAccount(hub, { username: `guest-${workerIndex}-${retry}`, permissions: [] });
  await signIn(page, hub, { account, path: '/login' });
  await expect(page).toHaveURL(/\/gallery$/);
});

test('who may not see assets gets from everywhere to what they may see', async ({ page, hub, problems }, {
  workerIndex,
  retry,
}) => {
  const account = await addAccount(hub, { username: `clerk-${workerIndex}-${retry}`, permissions: ['users.read'] });
  await signIn(page, hub, { account, path: '/account' });
  await page.getByRole('navigation').getByRole('link', { name: 'NekoHub' }).click();
  await expect(page).toHaveURL(/\/users$/);
  await page.goto('/gallery');
  await page.getByRole('link', { name: 'Console' }).click();
  await expect(page).toHaveURL(/\/users$/);
  await page.goto('/nothing/here');
  await page.getByRole('link', { name: 'Go to the console' }).click();
  await expect(page).toHaveURL(/\/users$/);

  // A page may still ask for something when the session ends.
  problems.allow(/status of 401 /);
  await page.getByRole('button', { name: `Account of ${account.username}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
});
