import { signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

const question = { name: 'Leave without saving?' };

test('leaving with unsaved texts is asked about', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'unsaved.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByLabel('Description').fill('Half a sentence');
  await page.getByRole('link', { name: 'All assets' }).click();
  await page.getByRole('dialog', question).getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByRole('dialog', question)).toBeHidden();
  await expect(page.getByLabel('Description')).toHaveValue('Half a sentence');

  // Another tab of the same asset is no leaving.
  await page.getByRole('tab', { name: 'Share' }).click();
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByLabel('Description')).toHaveValue('Half a sentence');

  await page.getByRole('tab', { name: 'Share' }).click();
  await page.getByRole('link', { name: 'All assets' }).click();
  await page.getByRole('dialog', question).getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page).toHaveURL(/\/assets$/);
});

test('closing the tab with unsaved texts is asked about by the browser', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'unsaved.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByLabel('Description').fill('Half a sentence');
  const dialog = page.waitForEvent('dialog');
  const reload = page.reload();
  const asked = await dialog;
  expect(asked.type()).toBe('beforeunload');
  await asked.accept();
  await reload;
  await expect(page.getByLabel('Description')).toHaveValue('');
});

test('saved and discarded texts are left without a word', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'saved.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByLabel('Description').fill('A whole sentence.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changes saved.')).toBeVisible();
  await page.getByLabel('Description').fill('Another one.');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('link', { name: 'All assets' }).click();
  await expect(page).toHaveURL(/\/assets$/);
});
