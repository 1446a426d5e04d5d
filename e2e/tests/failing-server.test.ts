import { createHash } from 'node:crypto';
import { apiKey, createNekoHubClient, unwrap } from '@nekohub/client';
import { owner, signIn } from '../support/account.ts';
import { pngBytes, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles, slowUploads } from '../support/transfer.ts';

const unreachable = 'The server could not be reached. Check your connection and try again.';

const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('work goes on after the server was killed and started again', async ({ page, startOwnHub, problems }) => {
  problems.allow(/ERR_/);
  const hub = await startOwnHub(owner.env);
  await putAsset(hub, { fileName: 'still here.png' });
  await signIn(page, hub);
  await expect(page.getByRole('link', { name: 'still here.png' })).toBeVisible();
  await hub.kill();

  await page.getByRole('searchbox', { name: 'Search assets' }).fill('still');
  await expect(page.getByRole('alert')).toContainText(unreachable);
  const buffer = Buffer.from(await pngBytes(60, 40));
  await dropFiles(page, [{ name: 'in the storm.png', mimeType: 'image/png', buffer }]);
  const row = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await expect(row).toContainText(unreachable);

  await hub.restart();
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(page.getByRole('link', { name: 'still here.png' })).toBeVisible();
  await row.getByRole('button', { name: 'Try in the storm.png again' }).click();
  await expect(row).toContainText('Uploaded');
  await page.reload();
  await expect(page.getByRole('link', { name: 'still here.png' })).toBeVisible();
});

test('the server is killed during an upload of twenty files, and all of them are there in the end', async ({
  page,
  startOwnHub,
  problems,
}) => {
  problems.allow(/ERR_/);
  const hub = await startOwnHub(owner.env);
  await signIn(page, hub);
  const pictures = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => Buffer.from(await pngBytes(300, 200, index + 1))),
  );
  const lineIsFast = await slowUploads(page, 300_000);
  await dropFiles(
    page,
    pictures.map((buffer, index) => ({ name: `storm ${index}.png`, mimeType: 'image/png', buffer })),
  );
  const rows = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await expect.poll(() => rows.filter({ hasText: 'Uploaded' }).count()).toBeGreaterThan(2);
  await hub.kill();
  await lineIsFast();
  await expect(page.getByRole('region', { name: 'Uploads' }).getByRole('status').first()).toContainText('failed');
  expect(await rows.filter({ hasText: 'Uploaded' }).count()).toBeLessThan(20);

  await hub.restart();
  await page.getByRole('button', { name: 'Retry all failed' }).click();
  await expect(rows.filter({ hasText: 'Uploaded' })).toHaveCount(20);
  const { api } = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const { items } = await unwrap(api.GET('/api/v1/assets', { params: { query: { pageSize: 100 } } }));
  const stored = new Set<string>();
  for (const { id } of items) {
    const params = { path: { id } };
    const { checksumSha256 } = await unwrap(api.GET('/api/v1/assets/{id}', { params }));
    const content = await unwrap(api.GET('/api/v1/assets/{id}/content', { params, parseAs: 'arrayBuffer' }));
    expect(checksum(new Uint8Array(content))).toBe(checksumSha256);
    stored.add(String(checksumSha256));
  }
  expect([...stored].sort()).toEqual(pictures.map(checksum).sort());
});

test('signing in says when the server does not answer', async ({ page, startOwnHub, problems }) => {
  problems.allow(/ERR_/);
  const hub = await startOwnHub(owner.env);
  await page.goto(`${hub.url}/login`);
  await page.getByLabel('User name').fill(owner.username);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await hub.kill();
  const submit = page.getByRole('button', { name: 'Sign in' });
  await submit.click();
  await expect(page.getByRole('alert')).toHaveText(unreachable);
  await hub.restart();
  await submit.click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
});

test('a fault of the server is shown with its trace id', async ({ page, hub, problems }) => {
  problems.allow(/status of 500/);
  const error = { code: 'internal_server_error', message: 'No.', traceId: 'trace-7', status: 500 };
  await page.route('**/api/v1/public/assets?*', (route) => route.fulfill({ status: 500, json: { error } }));
  await page.goto(`${hub.url}/gallery`);
  await expect(page.getByRole('alert')).toContainText('trace-7');
  await page.unroute('**/api/v1/public/assets?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a lost connection is announced, and so is its end', async ({ page, hub, context, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  await signIn(page, hub);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden();
});
