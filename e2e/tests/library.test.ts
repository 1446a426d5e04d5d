import { signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { goneWhileLoading } from '../support/problems.ts';
import { expect, test } from '../support/test.ts';

test('a Chinese word finds its picture', { tag: '@phone' }, async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'roof.png', description: '一只橘猫在屋顶上晒太阳' });
  await putAsset(hub, { fileName: 'harbour.png', description: '清晨的港口' });
  await signIn(page, hub);
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('橘猫');
  const list = page.getByRole('list', { name: 'Assets found' });
  await expect(list.getByRole('link', { name: 'roof.png' }).first()).toBeVisible();
  await expect(list.getByRole('link', { name: 'harbour.png' })).toHaveCount(0);
  await expect(page).toHaveURL(/query=%E6%A9%98%E7%8C%AB/);
});

test('filters, order and view are kept in the address', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'filtered private.png', isPublic: false });
  await putAsset(hub, { fileName: 'filtered public.png' });
  await signIn(page, hub);
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('filtered');
  await page.getByRole('button', { name: 'Visibility: Any visibility' }).click();
  await page.getByRole('menuitemradio', { name: 'Private' }).click();
  await page.getByRole('button', { name: 'Order: Newest first' }).click();
  await page.getByRole('menuitemradio', { name: 'Largest first' }).click();
  await page.getByText('Table', { exact: true }).locator('..').click();
  const kept = { query: 'filtered', visibility: 'private', order: 'largest', view: 'table' };
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(kept);

  const expectList = async () => {
    const rows = page.getByRole('table', { name: 'Assets found' }).getByRole('row');
    await expect(rows.filter({ hasText: 'filtered private.png' })).not.toHaveCount(0);
    await expect(rows.filter({ hasText: 'filtered public.png' })).toHaveCount(0);
  };
  await expectList();
  await page.reload();
  await expectList();
  await expect(page.getByRole('searchbox', { name: 'Search assets' })).toHaveValue('filtered');

  await page.getByRole('link', { name: 'filtered private.png' }).first().click();
  await page.getByRole('link', { name: 'All assets' }).click();
  await expectList();

  await page.getByRole('button', { name: 'Remove filter Visibility: Private' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'filtered public.png' })).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/assets\?order=largest&view=table$/);
});

test('the list turns pages', async ({ page, hub }) => {
  await Promise.all(Array.from({ length: 22 }, (_, index) => putAsset(hub, { fileName: `paged ${index}.png` })));
  await signIn(page, hub, { path: '/assets?query=paged&pageSize=20' });
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(page.getByText('1–20 of')).toBeVisible();
  await pages.getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText('21–')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1–20 of')).toBeVisible();
});

test('several assets change at once', async ({ page, hub, problems }) => {
  problems.allow(goneWhileLoading);
  for (const fileName of ['bulk one.png', 'bulk two.png', 'bulk three.png']) await putAsset(hub, { fileName });
  await signIn(page, hub, { path: '/assets?query=bulk' });
  const boxes = page.getByRole('list', { name: 'Assets found' }).getByRole('checkbox');
  await boxes.first().check();
  const count = await boxes.count();
  await page
    .getByRole('link', { name: 'bulk one.png' })
    .last()
    .click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toContainText(`${count} selected`);
  await bar.getByRole('button', { name: 'Make private' }).click();
  await expect(page.getByText(`${count} assets are private.`)).toBeVisible();
  await expect(bar).toBeHidden();

  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete 2 assets?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('2 assets deleted.')).toBeVisible();
  await expect(boxes).toHaveCount(count - 2);
});
