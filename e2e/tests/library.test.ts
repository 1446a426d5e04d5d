import { addAccount, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { goneWhileLoading } from '../support/problems.ts';
import { expect, test } from '../support/test.ts';
import { addWorkflow } from '../support/workflows.ts';

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

test('what an asset lacks, where it is and when it came narrow the list down', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'told.png', description: 'slimmed', altText: 'A lane' });
  await putAsset(hub, { fileName: 'untold.png', description: 'slimmed' });
  await signIn(page, hub, { path: '/assets?query=slimmed' });
  const list = page.getByRole('list', { name: 'Assets found' });
  await expect(list.getByRole('link')).toHaveCount(2);
  await page.getByRole('button', { name: 'Alternative text: Any alternative text' }).click();
  await page.getByRole('menuitemradio', { name: 'Missing' }).click();
  await expect(list.getByRole('link')).toHaveCount(1);
  await expect(list.getByRole('link', { name: 'untold.png' })).toBeVisible();
  await page.getByRole('button', { name: 'Created: Any time' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/altText=missing&from=\d{4}-\d\d-\d\d|from=\d{4}-\d\d-\d\d&altText=missing/);
  await page.reload();
  await expect(list.getByRole('link', { name: 'untold.png' })).toBeVisible();
  await expect(list.getByRole('link')).toHaveCount(1);

  await page.goto('/assets?query=slimmed&to=2001-01-01');
  await expect(page.getByText('No asset matches these filters.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/assets$/);
  await expect(list.getByRole('link', { name: 'told.png', exact: true })).toBeVisible();
});

test('a long list keeps its place in the address, and goes on where one looks', async ({ page, hub }) => {
  // As many as take several loads.
  for (let index = 0; index < 130; index += 1) await putAsset(hub, { fileName: `long ${index}.png` });
  await signIn(page, hub, { path: '/assets?query=long&order=oldest' });
  const list = page.getByRole('list', { name: 'Assets found' });
  await expect(list.getByRole('link', { name: 'long 0.png' })).toBeVisible();
  // Only what is near the screen is drawn.
  await expect(list.getByRole('link', { name: 'long 129.png' })).toHaveCount(0);
  await list.getByRole('link', { name: 'long 0.png' }).focus();
  await page.keyboard.press('End');
  const last = list.getByRole('link', { name: 'long 129.png' });
  await expect(last).toBeFocused();
  await expect(page).toHaveURL(/at=\d+/);
  await page.keyboard.press('ArrowLeft');
  await expect(list.getByRole('link', { name: 'long 128.png' })).toBeFocused();

  await page.reload();
  await expect(last).toBeInViewport();
  await last.click();
  await expect(page.getByRole('heading', { name: 'long 129.png', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'All assets' }).click();
  await expect(last).toBeInViewport();
});

test('far down the list one comes back to the same place', { tag: '@phone' }, async ({ page, hub }) => {
  for (let index = 0; index < 130; index += 1) await putAsset(hub, { fileName: `distant ${index}.png` });
  await signIn(page, hub, { path: '/assets?query=distant&order=oldest' });
  const list = page.getByRole('list', { name: 'Assets found' });
  await expect(list.getByRole('link', { name: 'distant 0.png' })).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2 + 31));
  await expect(page).toHaveURL(/at=\d+/);
  // Without a place that still waits for its picture nothing moves any more.
  await expect(list.locator('li[aria-hidden]')).toHaveCount(0);
  const name = await list
    .getByRole('link')
    .evaluateAll((links) =>
      links.find((link) => link.getBoundingClientRect().top > innerHeight / 3)?.getAttribute('aria-label'),
    );
  const seen = list.getByRole('link', { name: name ?? '', exact: true });
  const top = async () => (await seen.boundingBox())?.y ?? Number.NaN;
  const before = await top();
  const expectSamePlace = () => expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(2);

  await seen.click();
  await expect(page.getByRole('heading', { name: name ?? '', level: 1 })).toBeVisible();
  await page.goBack();
  await expectSamePlace();
  await page.reload();
  await expectSamePlace();
  await seen.click();
  await page.getByRole('link', { name: 'All assets' }).click();
  await expectSamePlace();
});

test('a range is chosen by mouse over what is not drawn', async ({ page, hub }) => {
  for (let index = 0; index < 120; index += 1) await putAsset(hub, { fileName: `clicked ${index}.png` });
  await signIn(page, hub, { path: '/assets?query=clicked&order=oldest' });
  const list = page.getByRole('list', { name: 'Assets found' });
  await page.getByRole('checkbox', { name: 'Select clicked 2.png' }).check();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await list.getByRole('link', { name: 'clicked 117.png' }).click({ modifiers: ['Shift'] });
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('116 selected');
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.getByRole('checkbox', { name: 'Select clicked 3.png' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Select clicked 1.png' })).not.toBeChecked();
});

test('what is chosen by keyboard reaches over what is not drawn', async ({ page, hub }) => {
  for (let index = 0; index < 120; index += 1) await putAsset(hub, { fileName: `keyed ${index}.png` });
  await signIn(page, hub, { path: '/assets?query=keyed&order=oldest' });
  const list = page.getByRole('list', { name: 'Assets found' });
  const bar = page.getByRole('region', { name: 'Selection' });
  await list.getByRole('link', { name: 'keyed 0.png' }).focus();
  await page.keyboard.press('Space');
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('End');
  await expect(list.getByRole('link', { name: 'keyed 119.png' })).toBeFocused();
  await page.keyboard.press('Shift+Space');
  await expect(bar).toContainText('120 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(bar).toContainText('120 selected');
});

test('the table is as long as the grid', async ({ page, hub }) => {
  for (let index = 0; index < 110; index += 1) await putAsset(hub, { fileName: `rowed ${index}.png` });
  await signIn(page, hub, { path: '/assets?query=rowed&order=oldest&view=table&at=111' });
  const table = page.getByRole('table', { name: 'Assets found' });
  await expect(table.getByRole('link', { name: 'rowed 109.png' })).toBeInViewport();
  await expect(table.getByRole('link', { name: 'rowed 0.png' })).toHaveCount(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(table.getByRole('link', { name: 'rowed 0.png' })).toBeVisible();
  await expect(page).not.toHaveURL(/at=/);
  await table.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('110 selected');
});

test('one asset is renamed without leaving the list', { tag: '@phone' }, async ({ page, hub }, info) => {
  const word = `renaming${info.project.name}${info.retry}`;
  for (const fileName of [`${word} a.png`, `${word} b.png`]) await putAsset(hub, { fileName });
  await signIn(page, hub, { path: `/assets?query=${word}` });
  const list = page.getByRole('list', { name: 'Assets found' });
  const bar = page.getByRole('region', { name: 'Selection' });
  await list.getByRole('checkbox', { name: `Select ${word} a.png` }).check();
  await bar.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: `Rename ${word} a.png` });
  await dialog.getByLabel('File name').fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A file name is needed.')).toBeVisible();
  await dialog.getByLabel('File name').fill(`${word} c.png`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(list.getByRole('link', { name: `${word} c.png` })).toBeVisible();
  await expect(list.getByRole('link', { name: `${word} a.png` })).toHaveCount(0);
  await list.getByRole('checkbox', { name: `Select ${word} b.png` }).check();
  await list.getByRole('checkbox', { name: `Select ${word} c.png` }).check();
  await expect(bar).toContainText('2 selected');
  await expect(bar.getByRole('button', { name: 'Rename' })).toHaveCount(0);
});

test('several assets change at once', { tag: '@phone' }, async ({ page, hub, problems }) => {
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
  await expect(page.getByText(`Make private: ${count} assets done`)).toBeVisible();
  await expect(bar).toBeHidden();

  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete 2 assets?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Delete: 2 assets done')).toBeVisible();
  await expect(boxes).toHaveCount(count - 2);
});

test('all results of a filter change, but for one that was taken out', async ({ page, hub }) => {
  for (let index = 0; index < 25; index += 1) await putAsset(hub, { fileName: `every ${index}.png` });
  await putAsset(hub, { fileName: 'not that one.png' });
  await signIn(page, hub, { path: '/assets?query=every' });
  await page.getByRole('checkbox', { name: 'Select every 24.png' }).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Select all 25' }).click();
  await page.getByRole('checkbox', { name: 'Select every 23.png' }).uncheck();
  await expect(bar).toContainText('24 selected');
  await bar.getByRole('button', { name: 'Make private' }).click();
  await expect(page.getByText('Make private: 24 assets done')).toBeVisible();
  await page.goto('/assets?visibility=private&query=every');
  await expect(page.getByText('24 assets', { exact: true })).toBeVisible();
  await page.goto('/assets?visibility=public&query=every');
  await expect(page.getByRole('link', { name: 'every 23.png' })).toBeVisible();
});

test('a skill and a workflow run on what is chosen', async ({ page, hub }) => {
  await addWorkflow(hub, { name: 'Only without metadata' });
  for (const fileName of ['skilled one.png', 'skilled two.png']) await putAsset(hub, { fileName });
  await signIn(page, hub, { path: '/assets?query=skilled' });
  const boxes = page.getByRole('list', { name: 'Assets found' }).getByRole('checkbox');
  const bar = page.getByRole('region', { name: 'Selection' });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await bar.getByRole('button', { name: 'Run skill' }).click();
  await page.getByRole('menuitem', { name: 'Remove metadata' }).click();
  await expect(page.getByText('Remove metadata: 2 assets done')).toBeVisible();
  await boxes.nth(0).check();
  await bar.getByRole('button', { name: 'Run workflow' }).click();
  await page.getByRole('menuitem', { name: 'Only without metadata' }).click();
  await expect(page.getByText('Only without metadata: 1 asset done')).toBeVisible();
});

test('what failed is listed with its reason, and tried again', async ({ page, hub, problems }) => {
  problems.allow(/status of 503/);
  for (const fileName of ['fails.png', 'works.png']) await putAsset(hub, { fileName, description: 'partly' });
  const failing = await putAsset(hub, { fileName: 'fails too.png', description: 'partly' });
  await signIn(page, hub, { path: '/assets?query=partly' });
  const error = { code: 'storage_unavailable', message: 'The store does not answer.', traceId: 't', status: 503 };
  const address = `**/api/v1/assets/${failing.id}`;
  await page.route(address, (route) => route.fulfill({ status: 503, json: { error } }));
  await page.getByRole('checkbox').first().check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Select all 3' }).click();
  await bar.getByRole('button', { name: 'Make private' }).click();
  const run = page.getByRole('region', { name: 'Bulk change' });
  await expect(run.getByRole('status')).toHaveText('2 assets done, 1 asset failed');
  await run.getByRole('button', { name: 'Show failures' }).click();
  const dialog = page.getByRole('dialog', { name: '1 asset failed' });
  await expect(dialog.getByRole('listitem')).toContainText(/fails too\.png.+/);
  await page.unroute(address);
  // It does not cover the page that it leads to.
  await dialog.getByRole('link', { name: 'fails too.png' }).click();
  await expect(page.getByRole('heading', { name: 'fails too.png', level: 1 })).toBeVisible();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await run.getByRole('button', { name: 'Show failures' }).click();
  await dialog.getByRole('button', { name: 'Retry failed' }).click();
  await expect(page.getByText('Make private: 1 asset done')).toBeVisible();
  await expect(run).toBeHidden();
});

test('who may change but not delete is offered no more', async ({ page, hub }, { workerIndex, retry }) => {
  const account = await addAccount(hub, {
    username: `changer-${workerIndex}-${retry}`,
    permissions: ['assets.read', 'assets.update'],
  });
  await putAsset(hub, { fileName: 'to change.png' });
  await signIn(page, hub, { account, path: '/assets?query=to+change' });
  await page.getByRole('checkbox').first().check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar.getByRole('button', { name: 'Run skill' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await expect(bar.getByRole('button', { name: 'Run workflow' })).toBeVisible();
});

test('what is typed on stays while the list is searched', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'typed red cat.png' });
  await signIn(page, hub);
  const search = page.getByRole('searchbox', { name: 'Search assets' });
  await search.pressSequentially('red ');
  await expect(page).toHaveURL(/query=red$/);
  await search.pressSequentially('cat');
  await expect(search).toHaveValue('red cat');
  await expect(page).toHaveURL(/query=red(\+|%20)cat$/);

  // What the address says by itself is still taken over.
  await page.goto('/assets?query=typed');
  await expect(search).toHaveValue('typed');
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Assets' }).click();
  await expect(search).toHaveValue('');
});

test('an input method is not searched for before it has a word', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'composed.png', description: '拼音' });
  await page.clock.install();
  await signIn(page, hub);
  const search = page.getByRole('searchbox', { name: 'Search assets' });
  const addresses: string[] = [];
  page.on('framenavigated', () => addresses.push(page.url()));
  await search.focus();
  const devtools = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('p');
  await compose('pin');
  // Longer than typing pauses before the list is searched.
  await page.clock.fastForward(5000);
  await expect(search).toHaveValue('pin');
  await devtools.send('Input.insertText', { text: '拼音' });
  await expect(page).toHaveURL(/query=%E6%8B%BC%E9%9F%B3$/);
  await expect(search).toHaveValue('拼音');
  expect(addresses.filter((address) => address.includes('query=p'))).toEqual([]);
});
