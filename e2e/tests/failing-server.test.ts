import { owner, signIn } from '../support/account.ts';
import { pngBytes, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles } from '../support/transfer.ts';

const unreachable = 'The server could not be reached. Check your connection and try again.';

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
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
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
