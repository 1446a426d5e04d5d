import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { GITHUB_TOKEN, githubConfiguration, startGithub } from '../../server/test/github/server.ts';
import { says, startModel } from '../../server/test/model.ts';
import { expectAccessibleInBothThemes, expectFitsWidth } from '../support/accessibility.ts';
import { owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { addKey } from '../support/api-keys.ts';
import { pngBytes, processed, putAsset } from '../support/assets.ts';
import type { Hub } from '../support/hub.ts';
import { addStorage } from '../support/storage.ts';
import { expect, test } from '../support/test.ts';
import { chooseFiles } from '../support/transfer.ts';
import { addWorkflow } from '../support/workflows.ts';

test.use({ hubEnv: { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' } });

const longName = `${'a very long name '.repeat(6)}没有空格的很长很长的文件名没有空格的很长很长的文件名.png`;

/** In both themes, and on a phone also on the narrowest there is. */
async function expectGood(page: Page): Promise<void> {
  await expectAccessibleInBothThemes(page);
  const size = page.viewportSize();
  if (size && size.width < 400) await page.setViewportSize({ ...size, width: 360 });
  await expectFitsWidth(page);
}

const pages: { name: string; open: (page: Page, hub: Hub) => Promise<void> }[] = [
  {
    name: 'gallery',
    open: async (page, hub) => {
      await putAsset(hub, { fileName: longName });
      await page.goto('/gallery');
      await expect(page.getByRole('list', { name: 'Gallery' })).toBeVisible();
    },
  },
  {
    name: 'picture',
    open: async (page, hub) => {
      const { id } = await putAsset(hub, { fileName: longName, description: longName.repeat(3) });
      await page.goto(`/gallery/${id}`);
      await expect(page.getByRole('img', { name: longName })).toBeVisible();
    },
  },
  {
    name: 'sign in',
    open: async (page) => {
      await page.goto('/login');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('Enter your user name.')).toBeVisible();
    },
  },
  {
    name: 'assets, selecting',
    open: async (page, hub) => {
      await putAsset(hub, { fileName: longName });
      await signIn(page, hub);
      await page.getByRole('list', { name: 'Assets found' }).getByRole('checkbox').first().check();
      await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
    },
  },
  {
    name: 'assets as a table',
    open: async (page, hub) => {
      await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: '/assets?view=table&visibility=public' });
      await expect(page.getByRole('table', { name: 'Assets found' })).toBeVisible();
    },
  },
  {
    name: 'asset',
    open: async (page, hub) => {
      const { id } = await putAsset(hub, { fileName: longName, isPublic: false });
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByLabel('Description').fill('Changed');
      await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    },
  },
  {
    name: 'asset, sharing',
    open: async (page, hub) => {
      const { id } = await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByRole('tab', { name: 'Share' }).click();
      await expect(page.getByRole('button', { name: 'Copy as HTML' })).toBeVisible();
    },
  },
  {
    name: 'asset, files',
    open: async (page, hub) => {
      const { id } = await processed(hub, await putAsset(hub, { fileName: longName, isPublic: false }));
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByRole('tab', { name: 'Files' }).click();
      await expect(page.getByRole('button', { name: 'Download webp_640' })).toBeVisible();
    },
  },
  {
    name: 'asset, activity',
    open: async (page, hub) => {
      const { id } = await processed(hub, await putAsset(hub, { fileName: longName }));
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByRole('tab', { name: 'Activity' }).click();
      await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible();
    },
  },
  {
    name: 'asset, watermark',
    open: async (page, hub) => {
      const { id } = await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByRole('button', { name: 'Run skill' }).click();
      await page.getByRole('menuitem', { name: 'Watermark' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
      await expect(page.getByText('A text is needed.')).toBeVisible();
    },
  },
  {
    name: 'deleting',
    open: async (page, hub) => {
      const { id } = await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: `/assets/${id}` });
      await page.getByRole('button', { name: 'Delete asset' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'upload',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/assets/upload' });
      const buffer = Buffer.from(await pngBytes(60, 40));
      await chooseFiles(page, [
        { name: longName, mimeType: 'image/png', buffer },
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes') },
      ]);
      const uploads = page.getByRole('region', { name: 'Uploads' });
      await expect(uploads.getByRole('status')).toHaveText('1 file uploaded, 1 file failed');
    },
  },
  {
    name: 'tray',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/assets/upload' });
      const buffer = Buffer.from('Notes');
      await chooseFiles(page, [{ name: 'notes.txt', mimeType: 'text/plain', buffer }]);
      await page.getByRole('button', { name: 'Search or jump to' }).click();
      await page.getByPlaceholder('Search assets or jump to a page').fill('Assets');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Uploads' })).toContainText('1 file failed');
    },
  },
  {
    name: 'upload, describing',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/assets/upload' });
      await page.getByRole('switch', { name: 'Describe before sending' }).click();
      await chooseFiles(page, [{ name: longName, mimeType: 'image/png', buffer: Buffer.from(await pngBytes(60, 40)) }]);
      await page.getByRole('button', { name: `Describe ${longName}` }).click();
      await expect(page.getByRole('dialog').getByLabel('Alternative text')).toBeVisible();
    },
  },
  {
    name: 'help',
    open: async (page, hub) => {
      await signIn(page, hub);
      await page.getByRole('button', { name: 'Help' }).click();
      await expect(page.getByRole('link', { name: 'API reference' })).toBeVisible();
    },
  },
  {
    name: 'palette',
    open: async (page, hub) => {
      await signIn(page, hub);
      await page.getByRole('button', { name: 'Search or jump to' }).click();
      await page.getByPlaceholder('Search assets or jump to a page').fill('a');
      await expect(page.getByRole('button', { name: 'Search assets for “a”' })).toBeVisible();
    },
  },
  {
    name: 'users',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/users?role=superAdmin' });
      await expect(page.getByRole('link', { name: 'mika' })).toBeVisible();
    },
  },
  {
    name: 'user',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/users' });
      await page.getByRole('link', { name: 'mika' }).click();
      await expect(page.getByLabel('Sessions').first()).toBeVisible();
    },
  },
  {
    name: 'new user',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/users/new' });
      await page.getByRole('button', { name: 'Make a password' }).click();
      await page.getByRole('button', { name: 'Create user' }).click();
      await expect(page.getByText('Choose a user name.')).toBeVisible();
    },
  },
  {
    name: 'account',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/account' });
      await page.getByRole('button', { name: 'Change password' }).click();
      await expect(page.getByText('Enter your current password.')).toBeVisible();
    },
  },
  {
    name: 'API keys',
    open: async (page, hub) => {
      await addKey(hub, longName.slice(0, 100));
      await signIn(page, hub, { path: '/api-keys?whose=everybody' });
      await expect(page.getByLabel('Keys found').getByRole('button').first()).toBeVisible();
    },
  },
  {
    name: 'API key, details',
    open: async (page, hub) => {
      await addKey(hub, 'looked into');
      await signIn(page, hub, { path: '/api-keys' });
      await page.getByRole('button', { name: 'looked into', exact: true }).first().click();
      await expect(page.getByRole('dialog', { name: 'looked into' })).toContainText('May do now');
    },
  },
  {
    name: 'API key, rotated',
    open: async (page, hub) => {
      await addKey(hub, 'rotated');
      await signIn(page, hub, { path: '/api-keys' });
      await page.getByRole('button', { name: 'Actions for rotated' }).first().click();
      await page.getByRole('menuitem', { name: 'Rotate' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
      await expect(page.getByRole('button', { name: 'Copy key' })).toBeVisible();
    },
  },
  {
    name: 'new API key',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/api-keys/new' });
      await page.getByRole('radio', { name: 'Choose' }).check();
      await page.getByRole('button', { name: 'Create key' }).click();
      await expect(page.getByText('Choose at least one permission.')).toBeVisible();
    },
  },
  {
    name: 'audit',
    open: async (page, hub) => {
      await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: '/audit?action=asset.create&from=2026-01-01' });
      await expect(page.getByLabel('Events found').getByRole('button').first()).toBeVisible();
    },
  },
  {
    name: 'AI providers',
    open: async (page, hub) => {
      const { name } = await addProvider(hub, { name: `${Date.now()} ${longName.slice(0, 100)}` });
      await signIn(page, hub, { path: '/ai-providers' });
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'AI provider, tested',
    open: async (page, hub) => {
      await using model = await startModel(says(longName));
      await signIn(page, hub, { path: '/ai-providers/new' });
      await page.getByLabel('API address').fill(model.url);
      await page.getByLabel('API key', { exact: true }).fill('sk-key');
      await page.getByLabel('Model', { exact: true }).fill(longName.replaceAll(' ', '-'));
      await page.getByRole('button', { name: 'Test' }).click();
      await expect(page.getByText('It works')).toBeVisible();
      await page.getByRole('button', { name: 'Add provider' }).click();
      await expect(page.getByText('A name is needed.')).toBeVisible();
    },
  },
  {
    name: 'storage',
    open: async (page, hub) => {
      const { name } = await addStorage(hub, { name: `${Date.now()} ${longName.slice(0, 100)}` });
      await signIn(page, hub, { path: '/providers' });
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'storage, tested',
    open: async (page, hub) => {
      const configuration = { endpoint: 'http://127.0.0.1:9', bucket: 'pictures', region: 'eu-1' };
      const { id } = await addStorage(hub, { name: `${Date.now()} ${longName.slice(0, 100)}`, configuration });
      await signIn(page, hub, { path: `/providers/${id}` });
      await page.getByRole('button', { name: 'Test' }).click();
      await expect(page.getByText('It does not work')).toBeVisible();
    },
  },
  {
    name: 'files of a repository',
    open: async (page, hub) => {
      await using github = await startGithub();
      const picture = Buffer.from(await pngBytes(60, 40));
      await github.repository.put(new Map([[`images/a/${longName}`, picture]]), 'A picture');
      const { id } = await addStorage(hub, {
        name: `${Date.now()} ${longName.slice(0, 100)}`,
        providerType: 'github-repo',
        configuration: githubConfiguration(github),
        secretConfiguration: { token: GITHUB_TOKEN },
      });
      await signIn(page, hub, { path: `/providers/${id}/files?path=a&recursive=true` });
      await page.getByRole('button', { name: longName }).click();
      await expect(page.getByRole('dialog').getByRole('img', { name: longName })).toBeVisible();
    },
  },
  {
    name: 'file for a repository',
    open: async (page, hub) => {
      await using github = await startGithub();
      const picture = Buffer.from(await pngBytes(60, 40));
      await github.repository.put(new Map([['images/a.png', picture]]), 'A picture');
      const { id } = await addStorage(hub, {
        name: `${Date.now()} ${longName.slice(0, 100)}`,
        providerType: 'github-repo',
        configuration: githubConfiguration(github),
        secretConfiguration: { token: GITHUB_TOKEN },
      });
      await signIn(page, hub, { path: `/providers/${id}/files` });
      await page.getByRole('button', { name: 'Upload file' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Upload file' }).click();
      await expect(page.getByText('Choose a file.')).toBeVisible();
    },
  },
  {
    name: 'storage check',
    open: async (page, hub) => {
      const folder = join(hub.dataPath, 'assets', '2026', '04', '08');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, '0123456789abcdef0123456789abcdef.png'), 'nobody knows it');
      await signIn(page, hub, { path: '/providers/check' });
      await page.getByRole('button', { name: 'Start check' }).click();
      await expect(page.getByLabel('What was found')).toContainText('0123456789abcdef');
      await page.getByRole('button', { name: 'Repair' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'storage, incomplete',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/providers/new' });
      await page.getByRole('button', { name: 'Add storage' }).click();
      await expect(page.getByText('A bucket is needed.')).toBeVisible();
      await page.getByLabel('Type').selectOption('GitHub repository');
      await expect(page.getByLabel('Owner')).toBeVisible();
    },
  },
  {
    name: 'workflows',
    open: async (page, hub) => {
      const { name } = await addWorkflow(hub, { name: `${Date.now()} ${longName.slice(0, 80)}` });
      await signIn(page, hub, { path: '/workflows' });
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'workflow, incomplete',
    open: async (page, hub) => {
      await signIn(page, hub, { path: '/workflows/new' });
      await page.getByRole('button', { name: 'Add Convert' }).click();
      await page.getByRole('button', { name: 'Add Watermark' }).click();
      await page.getByLabel('Name').fill(longName.slice(0, 100));
      await page.getByRole('group', { name: /^Connection from/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('A text is needed.')).toBeVisible();
    },
  },
  {
    name: 'audit, details',
    open: async (page, hub) => {
      await putAsset(hub, { fileName: longName });
      await signIn(page, hub, { path: '/audit?action=asset.create' });
      await page.getByLabel('Events found').getByRole('button').first().click();
      await expect(page.getByRole('dialog', { name: 'Upload asset' })).toContainText('Trace ID');
    },
  },
  {
    name: 'not found',
    open: async (page) => {
      await page.goto('/nowhere');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
];

for (const { name, open } of pages) {
  test(`${name}: no grave fault, and it fits`, { tag: '@phone' }, async ({ page, hub }) => {
    await open(page, hub);
    await expectGood(page);
  });
}

test('setup: no grave fault, and it fits', { tag: '@phone' }, async ({ page, startOwnHub }) => {
  const hub = await startOwnHub();
  const token = /#token=[\w-]+/.exec(hub.output())?.[0];
  await page.goto(`${hub.url}/setup${token}`);
  await page.getByRole('button', { name: 'Make a password' }).click();
  await expect(page.getByText('Store this password')).toBeVisible();
  await expectGood(page);
});

test('the navigation of a phone opens and closes', { tag: '@phone-only' }, async ({ page, hub }) => {
  await signIn(page, hub);
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const drawer = page.getByRole('dialog', { name: 'NekoHub' });
  await expect(drawer.getByRole('link', { name: 'Upload' })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await drawer.getByRole('link', { name: 'Upload' }).click();
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  await expect(drawer).toBeHidden();
});
