import { signIn } from '../support/account.ts';
import { contentAddress, pngBytes, processed, putAsset } from '../support/assets.ts';
import { goneWhileLoading } from '../support/problems.ts';
import { expect, test } from '../support/test.ts';

test('the texts of an asset are edited', { tag: '@phone' }, async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'before.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await page.getByLabel('File name').fill('after.png');
  await page.getByLabel('Description').fill('窗台上的猫');
  await page.getByLabel('Alternative text').fill('A cat on a window sill');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changes saved.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'after.png', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Description')).toHaveValue('窗台上的猫');
  await expect(page.getByRole('img', { name: 'A cat on a window sill' })).toBeVisible();
});

test('a private asset leaves the gallery, and its address answers 404', async ({ page, hub, request, problems }) => {
  problems.allow(goneWhileLoading);
  const asset = await putAsset(hub, { fileName: 'soon private.png' });
  const address = contentAddress(hub, asset);
  expect((await request.get(address)).status()).toBe(200);
  await page.goto('/gallery?query=soon+private');
  await expect(page.getByRole('link', { name: 'Picture soon private.png' }).first()).toBeVisible();

  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByRole('switch', { name: 'Public' }).click();
  await expect(page.getByText('This asset is private.')).toBeVisible();
  expect((await request.get(address)).status()).toBe(404);
  // Its owner still sees it, fetched with the session.
  await page.reload();
  await expect(page.getByRole('img', { name: 'soon private.png' })).toHaveJSProperty('naturalWidth', 60);

  await page.goto(`/gallery?query=${asset.id}`);
  await page.goto('/gallery?query=soon+private');
  await expect(page.locator(`a[href*="${asset.id}"]`)).toHaveCount(0);
});

test('an asset is deleted after it was asked about', async ({ page, hub, request, problems }) => {
  const asset = await putAsset(hub, { fileName: 'to be deleted.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  const remove = page.getByRole('button', { name: 'Delete asset' });
  const dialog = page.getByRole('dialog', { name: 'Delete to be deleted.png?' });
  await remove.click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect((await request.get(contentAddress(hub, asset))).status()).toBe(200);

  await remove.click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('to be deleted.png deleted.')).toBeVisible();
  await expect(page).toHaveURL(/\/assets$/);
  expect((await request.get(contentAddress(hub, asset))).status()).toBe(404);

  problems.allow(/status of 404/);
  await page.goto(`/assets/${asset.id}`);
  await expect(page.getByText('This asset does not exist.')).toBeVisible();
});

test('the links of a public asset are copied', async ({ page, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  const asset = await putAsset(hub, { fileName: 'shared.png', altText: 'A [shared] cat' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByRole('tab', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`![A \\[shared\\] cat](${contentAddress(hub, asset)})`);
});

test('the preview zooms by keyboard', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'zoomed.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await expect(page.getByRole('img', { name: 'zoomed.png' })).toHaveJSProperty('naturalWidth', 60);
  await page.getByRole('region', { name: /^Preview/ }).focus();
  await page.keyboard.press('1');
  await expect(page.getByText('Zoom 100%')).toBeVisible();
  await page.keyboard.press('+');
  await expect(page.getByText('Zoom 150%')).toBeVisible();
});

test('the page of an asset is announced by its name, however late that comes', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'comes late.png' });
  await signIn(page, hub, { path: '/assets?query=comes+late' });
  const announced = page.locator('[aria-live=polite]').first();
  await expect(announced).toHaveText(/^Assets/);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(`**/api/v1/assets/${asset.id}`, async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole('link', { name: 'comes late.png' }).click();
  await expect(page).toHaveURL(new RegExp(asset.id));
  const arrived = await page.evaluate(() => performance.now());
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(arrived + 500);
  release();
  await expect(page).toHaveTitle(/^comes late\.png/);
  await expect(announced).toHaveText(/^comes late\.png/);
});

test('what was made from a private asset is looked at', { tag: '@phone' }, async ({ page, hub }) => {
  const content = new Blob([await pngBytes(500, 300)]);
  const asset = await processed(hub, await putAsset(hub, { fileName: 'inside.png', content, isPublic: false }));
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByRole('button', { name: 'Show webp_256' }).click();
  const dialog = page.getByRole('dialog', { name: 'webp_256' });
  const picture = dialog.getByRole('img', { name: 'webp_256' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});
