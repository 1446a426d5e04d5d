import { owner, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

test('help says what keys do, and leads to the reference of the API', { tag: '@phone' }, async ({
  page,
  hub,
  context,
  problems,
}) => {
  // The reference is not a page of the console.
  problems.allow(/swagger-ui-bundle/);
  await signIn(page, hub);
  await page.getByRole('button', { name: 'Help' }).click();
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByText('Search or jump to')).toBeVisible();
  await expect(help.getByText('Play slideshow')).toBeVisible();
  const reference = context.waitForEvent('page');
  await help.getByRole('link', { name: 'API reference' }).click();
  await expect(await reference).toHaveURL(/\/docs/);
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();
  await expect(page.getByRole('button', { name: 'Help' })).toBeFocused();
});

test('whoever does something else is told that what they started has failed', async ({ page, hub }) => {
  await putAsset(hub, { fileName: 'elsewhere.png' });
  const job = (number: number, createdBy: string | null) => ({
    id: `0196f000-0000-7000-8000-00000000000${number}`,
    kind: 'asset.rewrite',
    lane: 'image',
    status: 'failed',
    assetId: null,
    attempts: 3,
    maxAttempts: 3,
    progressPercent: 0,
    progressStep: null,
    error: { code: 'internal_server_error', message: 'x' },
    result: null,
    createdBy,
    createdAtUtc: '2026-01-01T00:00:00Z',
    nextAttemptAtUtc: null,
    startedAtUtc: null,
    finishedAtUtc: '2026-01-01T00:00:00Z',
  });
  let items = [job(1, owner.username)];
  await page.route('**/api/v1/jobs?*status=failed*', (route) =>
    route.fulfill({ json: { data: { items, pageSize: 50, nextCursor: null } } }),
  );
  await page.clock.install();
  const first = page.waitForResponse('**/api/v1/jobs?*status=failed*');
  await signIn(page, hub);
  await first;
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  items = [job(4, null), job(3, 'somebody'), job(2, owner.username), ...items];
  await page.clock.fastForward(61_000);
  // Not of those that had failed before, nor of other people's.
  await expect(page.getByText('1 job that you started failed in the background.')).toBeVisible();
  await page.getByRole('link', { name: 'Show failed jobs' }).click();
  await expect(page).toHaveURL(/\/jobs\?status=failed$/);
});
