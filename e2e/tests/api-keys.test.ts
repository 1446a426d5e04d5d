import type { APIRequestContext, Page } from '@playwright/test';
import { addAccount, signIn } from '../support/account.ts';
import { addKey, expireKeys } from '../support/api-keys.ts';
import type { Hub } from '../support/hub.ts';
import { expect, test } from '../support/test.ts';

/** What the server says to a key. */
const statusOf = async (request: APIRequestContext, hub: Hub, key: string): Promise<number> => {
  const answer = await request.get(`${hub.url}/api/v1/assets?pageSize=1`, {
    headers: { Authorization: `Bearer ${key}`, 'User-Agent': 'picture-script/1.0' },
  });
  return answer.status();
};

const nameFor = ({ workerIndex, retry, project }: { workerIndex: number; retry: number; project: { name: string } }) =>
  `script ${project.name} ${workerIndex} ${retry}`;

const keys = (page: Page) => page.getByLabel('Keys found');

/** Makes a key in the form and copies it from there. */
async function createKey(page: Page, name: string, preset: string): Promise<string> {
  await page.getByRole('link', { name: 'Create key' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('radio', { name: preset }).check();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('heading', { name: `Key ${name} is made` })).toBeVisible();
  return copyKey(page);
}

async function copyKey(page: Page): Promise<string> {
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => navigator.clipboard.writeText(''));
  // It says so for a moment only.
  const said = page.getByRole('button', { name: 'Copied' }).waitFor();
  await page.getByRole('button', { name: 'Copy key' }).click();
  await said;
  await expect.poll(clipboard).toMatch(/^nhk_/);
  return clipboard();
}

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test.beforeEach(({ context, hub }) =>
  context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url }),
);

test('a key is made, copied, used and revoked', { tag: '@phone' }, async ({ page, hub, request }, info) => {
  const name = nameFor(info);
  await signIn(page, hub, { path: '/api-keys' });
  const key = await createKey(page, name, 'Uploader');
  expect(key).toMatch(/^nhk_/);
  await expect(page.getByText(`curl -H 'Authorization: Bearer ${key}' ${hub.url}/api/v1/auth/whoami`)).toBeVisible();
  expect(page.url()).not.toContain('nhk_');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(keys(page)).toContainText('Not used yet');
  await expect(page.getByText(key)).toHaveCount(0);

  expect(await statusOf(request, hub, key)).toBe(200);
  // The use is noted after the answer.
  await expect(async () => {
    await page.reload();
    await expect(keys(page).getByRole('button', { name, exact: true })).toBeVisible();
    await expect(keys(page)).not.toContainText('Not used yet', { timeout: 1000 });
  }).toPass();
  await page.getByRole('button', { name, exact: true }).click();
  const facts = page.getByRole('dialog', { name });
  await expect(facts).toContainText('picture-script/1.0');
  await expect(facts).toContainText('127.0.0.1');
  await expect(facts).toContainText('Upload assets');
  await expect(facts).not.toContainText('Delete assets');

  // What it was refused is in the record, under the key.
  await request.delete(`${hub.url}/api/v1/assets/${crypto.randomUUID()}`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  await facts.getByRole('link', { name: 'Activity' }).click();
  const events = page.getByLabel('Events found');
  await expect(events.getByRole('button')).toHaveText(['Delete asset']);
  await expect(events).toContainText('Refused');
  await expect(page.getByRole('button', { name: /^Remove filter Credential: Key …/ })).toBeVisible();
  await page.goBack();

  await chooseAction(page, name, 'Revoke');
  await page
    .getByRole('dialog', { name: `Revoke ${name}?` })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect(page.getByText(`${name} is revoked.`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Actions for ${name}` })).toHaveCount(0);
  expect(await statusOf(request, hub, key)).toBe(401);
});

test('a key is rotated, with and without an overlap', async ({ page, hub, request }, info) => {
  const name = `rotated ${nameFor(info)}`;
  await signIn(page, hub, { path: '/api-keys' });
  const first = await createKey(page, name, 'Read only');
  await page.getByRole('button', { name: 'Done' }).click();

  await chooseAction(page, name, 'Rotate');
  const question = page.getByRole('dialog', { name: `Rotate ${name}?` });
  await question.getByLabel('The former key').selectOption({ label: 'Works for 1 more day' });
  await question.getByRole('button', { name: 'Rotate' }).click();
  const second = await copyKey(page);
  expect(second).not.toBe(first);
  // What is shown once is not lost by a slip of the hand.
  await page.keyboard.press('Escape');
  await expect(page.getByText(second, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(keys(page)).toContainText('The former key works until');
  expect(await statusOf(request, hub, first)).toBe(200);
  expect(await statusOf(request, hub, second)).toBe(200);

  await chooseAction(page, name, 'Rotate');
  await question.getByLabel('The former key').selectOption({ label: 'Ends at once' });
  await question.getByRole('button', { name: 'Rotate' }).click();
  const third = await copyKey(page);
  expect(await statusOf(request, hub, second)).toBe(401);
  expect(await statusOf(request, hub, third)).toBe(200);
});

test('an agent is connected with a key while it is shown, and with a placeholder afterwards', async ({
  page,
  hub,
}, info) => {
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await signIn(page, hub, { path: '/api-keys' });
  const key = await createKey(page, `agent ${nameFor(info)}`, 'Read only');
  await page.getByRole('button', { name: 'Copy for Claude Code' }).click();
  const line = `claude mcp add --transport http nekohub ${hub.url}/mcp --header "Authorization: Bearer ${key}"`;
  await expect.poll(clipboard).toBe(line);
  await page.getByRole('tab', { name: 'Cursor' }).click();
  await page.getByRole('button', { name: 'Copy for Cursor' }).click();
  await expect.poll(clipboard).toContain('mcpServers');
  expect(JSON.parse(await clipboard())).toEqual({
    mcpServers: { nekohub: { url: `${hub.url}/mcp`, headers: { Authorization: `Bearer ${key}` } } },
  });
  await page.getByRole('tab', { name: 'VS Code' }).click();
  await expect(page.getByRole('tabpanel', { name: 'VS Code' })).not.toContainText(key);
  await page.getByRole('button', { name: 'Done' }).click();

  const section = page.getByRole('region', { name: 'Connect an agent' });
  for (const name of ['Claude Code', 'Claude Desktop', 'Cursor', 'Others']) {
    await section.getByRole('tab', { name }).click();
    await expect(section.getByRole('tabpanel')).toContainText('Bearer YOUR_API_KEY');
  }
  await expect(page.locator('body')).not.toContainText(key);
});

test('what the server does not accept is shown at its field, and nothing typed is lost', async ({
  page,
  hub,
  problems,
}) => {
  problems.allow(/status of 400 .*\/api\/v1\/api-keys\]/);
  await signIn(page, hub, { path: '/api-keys/new' });
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('A name is needed.')).toBeVisible();
  await page.getByLabel('Name').fill('half right');
  await page.getByRole('radio', { name: 'Choose' }).check();
  await page.getByLabel('Allowed addresses').fill('10.0.0.0/8\nthe office');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('Choose at least one permission.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'See assets' }).check();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('“the office” is not an IP address or network.')).toBeVisible();
  await expect(page.getByLabel('Allowed addresses')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue('half right');
});

test('nobody is offered what they cannot give', async ({ page, hub }, info) => {
  const username = `keyholder-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['assets.read'] });
  await signIn(page, hub, { account, path: '/api-keys' });
  await expect(page.getByText('No keys yet.')).toBeVisible();
  await expect(page.getByText('Keys of the environment')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Whose: My keys' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Create key' }).click();
  await expect(page.getByRole('radio', { name: 'Read only' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Uploader' })).toHaveCount(0);
  await page.getByRole('radio', { name: 'Choose' }).check();
  await expect(page.getByRole('checkbox', { name: 'See assets' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Delete assets' })).toHaveCount(0);
});

test('keys of the environment are shown, and only shown', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/api-keys' });
  const section = page.getByRole('region', { name: 'Keys of the environment' });
  await expect(section).toContainText('api-key:');
  await expect(section).toContainText('Read-only');
  await expect(section.getByRole('button')).toHaveCount(0);
  await section.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('button', { name: /^Remove filter Credential: Key / })).toBeVisible();
});

test('a key is renamed by keyboard, and the focus comes back', async ({ page, hub }, info) => {
  const name = `named ${nameFor(info)}`;
  await signIn(page, hub, { path: '/api-keys' });
  await createKey(page, name, 'Read only');
  await page.getByRole('button', { name: 'Done' }).click();
  const actions = page.getByRole('button', { name: `Actions for ${name}` });
  await actions.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  const field = page.getByRole('dialog').getByLabel('Name');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  await field.fill(`${name} II`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `${name} II`, exact: true })).toBeVisible();
});

test('a key that rotation takes out of the list is shown until it is copied', async ({ page, hub, request }, info) => {
  const name = `expired ${nameFor(info)}`;
  await addKey(hub, name);
  await expireKeys(hub, name);
  await signIn(page, hub, { path: '/api-keys?status=expired' });
  await chooseAction(page, name, 'Rotate');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  // It is active now, and the list of those that are not is empty.
  await expect(page.getByText('No key matches these filters.')).toBeAttached();
  const key = await copyKey(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await statusOf(request, hub, key)).toBe(200);
});

test('a half-made key and one that nobody has copied are not left without a question', async ({ page, hub }, info) => {
  const name = `kept ${nameFor(info)}`;
  const upload = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' });
  await signIn(page, hub, { path: '/api-keys/new' });
  await page.getByLabel('Name').fill(name);
  await upload.click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Keep editing' })
    .click();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('heading', { name: `Key ${name} is made` })).toBeVisible();
  await upload.click();
  const question = page.getByRole('dialog', { name: 'Leave without the key?' });
  await question.getByRole('button', { name: 'Back to the key' }).click();
  await expect(question).toBeHidden();
  await copyKey(page);
  await upload.click();
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
});
