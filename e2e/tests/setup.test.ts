import { expect, test } from '../support/test.ts';

const setupLink = /http:\/\/\S+(\/setup#token=[\w-]+)/;

test('the printed link makes the first account, once', async ({ page, startOwnHub, problems }) => {
  const hub = await startOwnHub();
  const path = setupLink.exec(hub.output())?.[1];
  expect(path, 'The link is printed').toBeDefined();

  await page.goto(`${hub.url}/login`);
  await expect(page.getByText('This hub has no account yet.')).toBeVisible();

  await page.goto(`${hub.url}${path}`);
  await expect(page).toHaveTitle('Set up this hub – NekoHub');
  await page.getByLabel('User name').fill('mika');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByText('10 more characters, please.')).toBeVisible();
  // Characters are counted as the server counts them.
  await page.getByLabel('Password', { exact: true }).fill('🐈'.repeat(8));
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByText('7 more characters, please.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('mika looks over the edge');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByText('The password must not contain the user name.')).toBeVisible();
  // What only the server knows is said at the field too.
  problems.allow(/status of 400 .*\/api\/v1\/setup/);
  await page.getByLabel('Password', { exact: true }).fill('passwordpassword');
  await page.getByRole('button', { name: 'Make the account' }).click();
  const refusal = 'This password is among the most used ones.';
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(new RegExp(refusal));
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.getByLabel('Password', { exact: true }).fill('a cat looks over the edge');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByText('Nothing is uploaded yet.').first()).toBeVisible();

  problems.allow(/status of 409/);
  await page.goto(`${hub.url}${path}`);
  await expect(page.getByText('This hub is set up already.')).toBeVisible();
});

test('a password is made on request, and good enough', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub();
  await page.goto(`${hub.url}${setupLink.exec(hub.output())?.[1]}`);
  await page.getByLabel('User name').fill('mika');
  await page.getByRole('button', { name: 'Make a password' }).click();
  const password = await page.getByRole('status').locator('code').innerText();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(password);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByRole('button', { name: 'Account of mika' })).toBeVisible();
});

test('a link with a false token is refused', async ({ page, startOwnHub, problems }) => {
  const hub = await startOwnHub();
  problems.allow(/status of 4\d\d .*\/api\/v1\/setup/);
  await page.goto(`${hub.url}/setup#token=made-up`);
  await page.getByLabel('User name').fill('mika');
  await page.getByLabel('Password', { exact: true }).fill('a cat looks over the edge');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByRole('alert')).toContainText('This setup link is used up or too old.');
});
