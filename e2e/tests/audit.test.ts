import { readFile } from 'node:fs/promises';
import { addAccount, owner, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

test('what happened is found, and filtered in the address', { tag: '@phone' }, async ({ page, hub, request }) => {
  const asset = await putAsset(hub, { fileName: 'recorded.png' });
  const refused = await request.post(`${hub.url}/api/v1/auth/login`, {
    data: { username: owner.username, password: 'not the password' },
  });
  expect(refused.status()).toBe(401);
  await signIn(page, hub, { path: `/audit?targetKind=asset&targetId=${asset.id}` });
  const list = page.getByLabel('Events found');
  await expect(list.getByRole('button')).toHaveText(['Upload asset']);
  await list.getByRole('link', { name: 'recorded.png' }).click();
  await expect(page.getByRole('heading', { name: 'recorded.png', level: 1 })).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Remove filter About: recorded.png' }).click();
  await page.getByRole('button', { name: 'Remove filter Target: Asset' }).click();
  await page.getByRole('button', { name: 'Outcome: Any outcome' }).click();
  await page.getByRole('menuitemradio', { name: 'Refused' }).click();
  await page.getByRole('button', { name: 'Action: Any action' }).click();
  await page.getByRole('menuitemradio', { name: 'Sign in' }).click();
  const kept = { action: 'auth.login', outcome: 'refused' };
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(kept);
  await expect(list).toContainText('Not signed in');
  await expect(list).not.toContainText('Done');
  await page.reload();
  await expect(list).not.toContainText('Done');

  await list.getByRole('button', { name: 'Sign in' }).first().click();
  const facts = page.getByRole('dialog', { name: 'Sign in' });
  await expect(facts).toContainText('auth_invalid_credentials');
  await expect(facts.getByRole('button', { name: 'Copy Trace ID' })).toBeVisible();
  await expect(facts).not.toContainText('not the password');
  await facts.getByRole('button', { name: `Only about ${owner.username}` }).click();
  await expect(page.getByRole('button', { name: `Remove filter About: ${owner.username}` })).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(list).toContainText('Done');
});

test('from one event to what else was done with the same session', async ({ page, hub }, { workerIndex, retry }) => {
  const username = `one-session-${workerIndex}-${retry}`;
  const account = await addAccount(hub, { username, permissions: ['audit.read'] });
  await signIn(page, hub, { account, path: '/audit' });
  const list = page.getByLabel('Events found');
  await list.getByRole('button', { name: 'Sign in' }).first().click();
  await page
    .getByRole('dialog', { name: 'Sign in' })
    .getByRole('button', { name: /^Only with Session …/ })
    .click();
  await expect(page).toHaveURL(/credential=session/);
  await expect(list.getByRole('button')).toHaveText(['Sign in']);
  await expect(page.getByRole('button', { name: /^Remove filter Credential: Session …/ })).toBeVisible();
});

test('days limit the record', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'of today.png' });
  await signIn(page, hub, { path: '/audit' });
  const list = page.getByLabel('Events found');
  await page.getByRole('button', { name: 'Time: Any time' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-\d{2}$/);
  await expect(list).toContainText('of today.png');
  await page.goto('/audit?to=2020-01-01');
  await expect(page.getByText('No event matches these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter Time: until Jan 1, 2020' }).click();
  await expect(list).toContainText('of today.png');
});

test('older events are loaded on demand', async ({ page, hub, request }) => {
  const asset = await putAsset(hub, { fileName: 'often changed.png' });
  for (let change = 1; change <= 51; change += 1) {
    await request.patch(`${hub.url}/api/v1/assets/${asset.id}`, {
      headers: { Authorization: `Bearer ${owner.key}` },
      data: { description: `change ${change}` },
    });
  }
  await signIn(page, hub, { path: `/audit?targetKind=asset&targetId=${asset.id}` });
  const actions = page.getByRole('table', { name: 'Events found' }).getByRole('button');
  await expect(actions).toHaveCount(50);
  await page.getByRole('button', { name: 'Load older events' }).click();
  await expect(actions).toHaveCount(52);
  await expect(actions.last()).toHaveText('Upload asset');
  await expect(page.getByText('This is the beginning of the record.')).toBeVisible();
});

test('the record is downloaded as JSON lines, as it is filtered', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'exported.png' });
  await signIn(page, hub, { path: `/audit?targetKind=asset&targetId=${asset.id}` });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('nekohub-audit.jsonl');
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { action: 'asset.create', target: { id: asset.id, name: 'exported.png' } },
  ]);
});

test('who may not read the record is not shown the way to it', async ({ page, hub, problems }, {
  workerIndex,
  retry,
}) => {
  problems.allow(/audit\.read/);
  const username = `no-auditor-${workerIndex}-${retry}`;
  const account = await addAccount(hub, { username, permissions: ['assets.read'] });
  await signIn(page, hub, { account });
  await expect(page.getByRole('link', { name: 'Assets' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  await page.goto('/audit');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});
