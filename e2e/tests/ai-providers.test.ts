import type { Page, TestInfo } from '@playwright/test';
import { fails, says, startModel } from '../../server/test/model.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { expect, test } from '../support/test.ts';
import { comeBack } from '../support/visits.ts';

test.use({ hubEnv: { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' } });

const nameFor = (base: string, { project, workerIndex, retry }: TestInfo) =>
  `${base} ${project.name} ${workerIndex} ${retry}`;

const KEY = 'sk-key-of-the-browser-tests';

async function fillIn(page: Page, { name, address, key = KEY }: { name: string; address: string; key?: string }) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('API address').fill(address);
  await page.getByLabel('API key', { exact: true }).fill(key);
  await page.getByLabel('Model', { exact: true }).fill('see-1');
}

const providers = (page: Page) => page.getByLabel('Providers found');

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

test(
  'a provider is tested, added, changed, made inactive and deleted',
  { tag: '@phone' },
  async ({ page, hub }, info) => {
    await using model = await startModel(says('{"caption":"A red square on white."}'));
    const name = nameFor('local', info);
    await signIn(page, hub, { path: '/ai-providers/new' });
    await expect(page.getByRole('switch', { name: 'Active' })).toBeChecked();
    await fillIn(page, { name, address: `${model.url}/` });

    // Before anything is stored.
    await page.getByRole('button', { name: 'Test' }).click();
    await expect(page.getByText('A red square on white.')).toBeVisible();
    expect(model.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    // What was tested is not what the fields say any more.
    await page.getByLabel('Model', { exact: true }).fill('see-2');
    await expect(page.getByText('A red square on white.')).toHaveCount(0);
    await page.getByRole('button', { name: 'Add provider' }).click();
    await expect(page.getByText(`${name} is added.`)).toBeVisible();
    await expect(providers(page)).toContainText('Active');
    await expect(providers(page)).toContainText('see-2');
    await expect(providers(page)).toContainText('sk-***');

    await chooseAction(page, name, 'Test');
    const dialog = page.getByRole('dialog', { name: `Test ${name}` });
    await expect(dialog).toContainText('It works');
    await expect(dialog).toContainText('see-2');
    expect(model.requests[1]).toMatchObject({ body: { model: 'see-2' }, headers: { authorization: `Bearer ${KEY}` } });
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('link', { name }).click();
    await expect(page.getByLabel('API key', { exact: true })).toHaveValue('');
    await expect(page.getByText('Stored: sk-***.')).toBeVisible();
    await page.getByLabel('System prompt').fill('Be brief.');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Changes saved.')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('System prompt')).toHaveValue('Be brief.');
    await page.getByRole('main').getByRole('link', { name: 'AI providers' }).click();

    await chooseAction(page, name, 'Make inactive');
    await expect(providers(page)).toContainText('Not active');
    await chooseAction(page, name, 'Make active');
    await expect(page.getByText(`${name} is active.`)).toBeVisible();
    await chooseAction(page, name, 'Delete');
    await page
      .getByRole('dialog', { name: `Delete ${name}?` })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect(page.getByText('No provider yet.')).toBeVisible();
  },
);

test('a service that fails shows why', async ({ page, hub }) => {
  await using model = await startModel(fails(401));
  await signIn(page, hub, { path: '/ai-providers/new' });
  await fillIn(page, { name: 'Refused', address: model.url });
  await page.getByRole('button', { name: 'Test' }).click();
  const result = page.getByRole('alert');
  await expect(result).toContainText('It does not work');
  await expect(result).toContainText('The AI service does not accept the API key.');
  await expect(result).toContainText('failed with status 401');
  await expect(result).not.toContainText(/upstream|sk-/);
});

test('a stored key goes to no other host', async ({ page, hub }, info) => {
  await using model = await startModel(says('A red square.'));
  await using other = await startModel(says('Thanks.'));
  const name = nameFor('moved', info);
  await addProvider(hub, { name, apiBaseUrl: model.url });
  await signIn(page, hub, { path: '/ai-providers' });
  await page.getByRole('link', { name }).click();
  await page.getByLabel('API address').fill(other.url);
  await expect(page.getByText('The address leads to another host')).toBeVisible();
  for (const button of ['Test', 'Save']) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByLabel('API key', { exact: true })).toBeFocused();
  }
  expect(other.requests).toEqual([]);
  await page.getByLabel('API key', { exact: true }).fill('another-key');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('Thanks.')).toBeVisible();
  expect(other.requests[0]?.headers.authorization).toBe('Bearer another-key');

  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
});

test('what the server does not accept is shown at its field', async ({ page, hub, problems }) => {
  problems.allow(/status of 400 .*\/ai\/providers(\/test)?\]/);
  await signIn(page, hub, { path: '/ai-providers/new' });
  await page.getByRole('button', { name: 'Add provider' }).click();
  for (const text of [
    'A name is needed.',
    'Enter an address that begins',
    'An API key is needed.',
    'A model is needed.',
  ])
    await expect(page.getByText(text)).toBeVisible();
  await fillIn(page, { name: 'Inside', address: 'http://10.0.0.1' });
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('This address is not public.')).toBeVisible();
  await expect(page.getByLabel('API address')).toBeFocused();
  await fillIn(page, { name: 'Inside', address: 'https://model.example/v1', key: '钥匙' });
  await page.getByRole('button', { name: 'Add provider' }).click();
  await expect(page.getByText('The API key has characters that no key has.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Inside');
});

test('who may only look is shown nothing to do', async ({ page, hub, problems }, info) => {
  const name = nameFor('seen', info);
  await addProvider(hub, { name });
  const username = `ai-reader-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['aiProviders.read'] });
  await signIn(page, hub, { account, path: '/ai-providers' });
  await expect(providers(page)).toContainText(name);
  await expect(providers(page).getByRole('link')).toHaveCount(0);
  await expect(providers(page).getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Add provider' })).toHaveCount(0);
  problems.allow(/aiProviders\.create/);
  await page.goto('/ai-providers/new');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});

test('who may not look is shown no way there', async ({ page, hub }, { workerIndex, retry }) => {
  const username = `no-ai-reader-${workerIndex}-${retry}`;
  const account = await addAccount(hub, { username, permissions: ['assets.read'] });
  await signIn(page, hub, { account });
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await expect(navigation.getByRole('link', { name: 'Assets' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: 'AI providers' })).toHaveCount(0);
});

test('what is typed stays when somebody else changes the provider', async ({ page, hub }, info) => {
  const name = nameFor('shared', info);
  const { id } = await addProvider(hub, { name });
  await page.clock.install();
  await signIn(page, hub, { path: `/ai-providers/${id}` });
  await page.getByLabel('System prompt').fill('Be brief.');
  await page.getByLabel('API key', { exact: true }).fill('sk-another');
  await page.request.patch(`${hub.url}/api/v1/system/ai/providers/${id}`, {
    headers: { Authorization: `Bearer ${owner.key}` },
    data: { modelName: 'see-9' },
  });
  await comeBack(page);
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('see-9');
  await expect(page.getByLabel('System prompt')).toHaveValue('Be brief.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changes saved.')).toBeVisible();
  await expect(page.getByLabel('API key', { exact: true })).toHaveValue('');
  await page.getByRole('main').getByRole('link', { name: 'AI providers' }).click();
  await expect(page.getByRole('heading', { name: 'AI providers', level: 1 })).toBeVisible();
});
