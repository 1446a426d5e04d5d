import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

test('anybody sees the public pictures, and no others', { tag: '@phone' }, async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'gallery shown.png', description: '桥上的灯', altText: 'Lamps on a bridge' });
  const hidden = await putAsset(hub, { fileName: 'gallery hidden.png', isPublic: false });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));

  await page.goto('/');
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page).toHaveTitle('Gallery – NekoHub');
  await page.getByRole('searchbox', { name: 'Search the gallery' }).fill('桥上');
  await expect(page).toHaveURL(/query=/);
  await page.getByRole('link', { name: 'Picture gallery shown.png' }).first().click();
  await expect(page.getByRole('heading', { name: 'gallery shown.png', level: 1 })).toBeVisible();
  await expect(page.getByText('桥上的灯')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Lamps on a bridge' })).toHaveJSProperty('naturalWidth', 60);
  await page.getByRole('link', { name: 'Back to the gallery' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search the gallery' })).toHaveValue('桥上');
  await page.getByRole('searchbox', { name: 'Search the gallery' }).fill('gallery hidden');
  await expect(page.getByText('No picture matches “gallery hidden”.')).toBeVisible();
  expect(requests.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/v1/public/'))).toEqual([]);
  expect(requests.some((path) => path.includes(hidden.id))).toBe(false);
});

test('a private picture is not found in the gallery', async ({ page, hub, problems }) => {
  problems.allow(/status of 404/);
  const hidden = await putAsset(hub, { fileName: 'gallery hidden.png', isPublic: false });
  await page.goto(`/gallery/${hidden.id}`);
  await expect(page.getByText('This picture does not exist, or it is private.')).toBeVisible();
});

test('an address that nobody knows has a page of its own', async ({ page }) => {
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the gallery' }).click();
  await expect(page).toHaveURL(/\/gallery$/);
});
