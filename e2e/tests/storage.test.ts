import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { GITHUB_TOKEN, githubConfiguration, startGithub, type TestGithub } from '../../server/test/github/server.ts';
import { type S3Server, startS3Server } from '../../server/test/s3-server.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { pngBytes, processed, putAsset } from '../support/assets.ts';
import type { Hub } from '../support/hub.ts';
import { addStorage } from '../support/storage.ts';
import { expect, test } from '../support/test.ts';
import { chooseFiles } from '../support/transfer.ts';
import { comeBack } from '../support/visits.ts';

const hubEnv = { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' };
test.use({ hubEnv });

const nameFor = (base: string, { project, workerIndex, retry }: TestInfo) =>
  `${base} ${project.name} ${workerIndex} ${retry}`;

const profiles = (page: Page) => page.getByLabel('Storage profiles found');
const rowOf = (page: Page, name: string) => profiles(page).locator('tr, li').filter({ hasText: name }).first();

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function fillIn(page: Page, name: string, s3: S3Server): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Endpoint').fill(s3.endpoint);
  await page.getByLabel('Bucket', { exact: true }).fill(s3.bucket);
  await page.getByLabel('Region').fill(s3.region);
  await page.getByLabel('Access key', { exact: true }).fill(s3.accessKey);
  await page.getByLabel('Secret key', { exact: true }).fill(s3.secretKey);
}

test(
  'an S3 store is added, tested and made the default; what is uploaded goes there and is seen',
  { tag: '@phone' },
  async ({ page, startOwnHub }, info) => {
    await using s3 = await startS3Server();
    const hub = await startOwnHub(hubEnv);
    const name = nameFor('Pictures', info);
    await signIn(page, hub, { path: '/providers' });
    await expect(page.getByText('Uploads go to Local Default Write Profile')).toBeVisible();
    await page.getByRole('link', { name: 'Add storage' }).click();
    await fillIn(page, name, s3);
    await page.getByRole('button', { name: 'Add storage' }).click();
    await expect(page.getByText(`${name} is added.`)).toBeVisible();
    await expect(rowOf(page, name)).toContainText(`${new URL(s3.endpoint).host}/pictures`);
    await expect(rowOf(page, name)).toContainText('Keeps private pictures');

    await chooseAction(page, name, 'Test');
    const dialog = page.getByRole('dialog', { name: `Test ${name}` });
    await expect(dialog).toContainText('It works');
    await expect(dialog.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem')).toHaveText([
      /^Open, done\d/,
      /^Write, done\d/,
      /^Read, done\d/,
      /^Read a part, done\d/,
      /^Remove, done\d/,
    ]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(s3.listEverything()).toEqual([]);

    await chooseAction(page, name, 'Send uploads here');
    await expect(page.getByText(`Uploads go to ${name}, the default storage.`)).toBeVisible();
    await expect(rowOf(page, name)).toContainText('Default');
    await expect(rowOf(page, 'local-default')).toContainText('Enabled');

    await page.goto(`${hub.url}/assets/upload`);
    const buffer = Buffer.from(await pngBytes(60, 40));
    await chooseFiles(page, [{ name: 'stored.png', mimeType: 'image/png', buffer }]);
    await expect(page.getByRole('region', { name: 'Uploads' }).getByRole('status')).toHaveText('1 file uploaded');
    await page.getByRole('region', { name: 'Uploads' }).getByRole('link', { name: 'stored.png' }).click();
    const picture = page.getByRole('main').getByRole('img').first();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(60);
    expect(s3.listEverything().length).toBeGreaterThan(0);

    // Pictures are in it: it is disabled instead.
    await page.goto(`${hub.url}/providers`);
    await chooseAction(page, name, 'Delete');
    const question = page.getByRole('dialog', { name: `Delete ${name}?` });
    await expect(question).toContainText('disabled instead');
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText(`${name} has pictures in it, so it is disabled instead of deleted.`)).toBeVisible();
    await expect(rowOf(page, name)).toContainText('Disabled');
    await expect(page.getByText('There is no default storage.')).toBeVisible();
  },
);

test('a store that fails is told of step by step', async ({ page, hub }, info) => {
  await using s3 = await startS3Server();
  const name = nameFor('Refused', info);
  const { endpoint, bucket, region, accessKey } = s3;
  const secretConfiguration = { accessKey, secretKey: 'not-the-secret-key' };
  const { id } = await addStorage(hub, { name, configuration: { endpoint, bucket, region }, secretConfiguration });
  await signIn(page, hub, { path: `/providers/${id}` });
  await page.getByRole('button', { name: 'Test' }).click();
  const result = page.getByRole('alert');
  await expect(result).toContainText('It does not work');
  await expect(result).toContainText('The storage refuses access: its secret is wrong, or may not do this.');
  await expect(result).not.toContainText('from upstream');
});

test('stored secrets are kept, and go to no other host', async ({ page, hub }, info) => {
  await using s3 = await startS3Server();
  await using other = await startS3Server();
  const name = nameFor('Moved', info);
  const { endpoint, bucket, region, accessKey, secretKey } = s3;
  await addStorage(hub, {
    name,
    configuration: { endpoint, bucket, region },
    secretConfiguration: { accessKey, secretKey },
  });
  await signIn(page, hub, { path: '/providers' });
  await page.getByRole('link', { name }).click();
  await expect(page.getByLabel('Secret key', { exact: true })).toHaveValue('');
  await expect(page.getByText('Kept. Leave it empty to keep it')).toHaveCount(2);
  await page.getByLabel('Displayed name').fill(`${name}, displayed`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: `${name}, displayed`, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('dialog')).toContainText('It works');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByLabel('Endpoint').fill(other.endpoint);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Access key', { exact: true })).toBeFocused();
  await expect(
    page.getByText('The address leads to another host, where what is stored is not sent.').first(),
  ).toBeVisible();
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByLabel('Access key', { exact: true }).fill(other.accessKey);
  await page.getByLabel('Secret key', { exact: true }).fill(other.secretKey);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changes saved.').first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Endpoint')).toHaveValue(other.endpoint);
});

test('a folder is added, disabled, enabled and deleted', async ({ page, hub }, info) => {
  const name = nameFor('Folder', info);
  await signIn(page, hub, { path: '/providers/new' });
  await page.getByLabel('Type').selectOption('Folder on the server');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Folder', { exact: true }).fill(`folder-${info.workerIndex}-${info.retry}`);
  await page.getByRole('button', { name: 'Add storage' }).click();
  await expect(page.getByText(`${name} is added.`)).toBeVisible();
  await chooseAction(page, name, 'Disable');
  await expect(rowOf(page, name)).toContainText('Disabled');
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await expect(page.getByRole('menuitem', { name: 'Send uploads here' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(rowOf(page, name)).toContainText('Enabled');
  await chooseAction(page, name, 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`${name} deleted.`)).toBeVisible();
  await expect(rowOf(page, name)).toHaveCount(0);

  // The default one stays as it is until another takes its place.
  await page.getByRole('button', { name: 'Actions for Local Default Write Profile' }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toHaveCount(0);
});

test('what the server does not accept is shown at its field', async ({ page, hub, problems }, info) => {
  problems.allow(/status of 400 .*\/storage\/providers\]/);
  const name = nameFor('Taken', info);
  await addStorage(hub, { name });
  await signIn(page, hub, { path: '/providers/new' });
  await page.getByRole('button', { name: 'Add storage' }).click();
  for (const text of [
    'A name is needed.',
    'Enter an address that begins',
    'A bucket is needed.',
    'A region is needed.',
    'The access key is needed.',
    'The secret key is needed.',
  ]) {
    await expect(page.getByText(text)).toBeVisible();
  }
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Service', { exact: true }).selectOption('MinIO');
  await expect(page.getByLabel('Endpoint')).toHaveValue('http://127.0.0.1:9000');
  await page.getByLabel('Endpoint').fill('http://10.0.0.1');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Bucket', { exact: true }).fill('pictures');
  await page.getByLabel('Access key', { exact: true }).fill('access');
  await page.getByLabel('Secret key', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Add storage' }).click();
  await expect(page.getByText('Another storage has this name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(`${name} again`);
  await page.getByRole('button', { name: 'Add storage' }).click();
  await expect(page.getByText('This address is not public.')).toBeVisible();
  await expect(page.getByLabel('Endpoint')).toBeFocused();

  await page.getByLabel('Type').selectOption('Folder on the server');
  await page.getByLabel('Folder', { exact: true }).fill('/etc');
  await page.getByRole('button', { name: 'Add storage' }).click();
  await expect(page.getByText('This folder is not allowed.')).toBeVisible();
  await page.getByLabel('Type').selectOption('GitHub repository');
  await page.getByLabel('Owner').fill('nobody');
  await page.getByLabel('Repository', { exact: true }).fill('pictures');
  await page.getByLabel('Folder in the repository').fill('../up');
  await page.getByRole('button', { name: 'Add storage' }).click();
  await expect(page.getByText('No part may begin with a dot.')).toBeVisible();
});

test('who may only look is shown nothing to do', async ({ page, hub, problems }, info) => {
  const name = nameFor('Seen', info);
  await addStorage(hub, { name });
  const username = `storage-reader-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['providers.read'] });
  await signIn(page, hub, { account, path: '/providers' });
  await expect(profiles(page)).toContainText(name);
  await expect(profiles(page).getByRole('link')).toHaveCount(0);
  await expect(profiles(page).getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Add storage' })).toHaveCount(0);
  problems.allow(/providers\.create/);
  await page.goto('/providers/new');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});

test('who may change storage, but not the settings, sends uploads nowhere else', async ({ page, hub }, info) => {
  const name = nameFor('Changed', info);
  await addStorage(hub, { name });
  const username = `storage-keeper-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['providers.read', 'providers.update'] });
  await signIn(page, hub, { account, path: '/providers' });
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Test', 'Disable', 'Edit']);
});

function addRepository(hub: Hub, github: TestGithub, name: string) {
  const configuration = githubConfiguration(github);
  return addStorage(hub, {
    name,
    providerType: 'github-repo',
    configuration,
    secretConfiguration: { token: GITHUB_TOKEN },
  });
}

/** The repository of the tests with a few files below the folder of the profile. */
async function fill(github: TestGithub): Promise<void> {
  const { repository } = github;
  const picture = Buffer.from(await pngBytes(60, 40));
  const text = Buffer.from('Notes');
  const files = { 'images/cats/mika.png': picture, 'images/cats/old/tom.png': picture, 'images/notes.txt': text };
  await repository.put(new Map(Object.entries(files)), 'Pictures');
}

const files = (page: Page) => page.getByLabel('Files found');

test('a repository is looked through', { tag: '@phone' }, async ({ page, hub }, info) => {
  await using github = await startGithub();
  await fill(github);
  const name = nameFor('Repository', info);
  await addRepository(hub, github, name);
  await signIn(page, hub, { path: '/providers' });
  await chooseAction(page, name, 'Browse files');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(files(page)).toContainText('notes.txt');
  await expect(files(page)).toContainText('5 B');
  await files(page).getByRole('link', { name: 'cats' }).click();
  await expect(page).toHaveURL(/files\?path=cats$/);
  await expect(files(page)).toContainText('mika.png');
  await expect(files(page)).not.toContainText('tom.png');
  await page.getByRole('switch', { name: 'Show folders within' }).click();
  await expect(files(page)).toContainText('old/tom.png');
  await expect(page.getByText('3 entries')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search in this folder' }).fill('TOM');
  await expect(page.getByText('1 entry')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 entry')).toBeVisible();

  await files(page).getByRole('button', { name: 'old/tom.png' }).click();
  const drawer = page.getByRole('dialog', { name: 'tom.png' });
  const picture = drawer.getByRole('img', { name: 'tom.png' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(60);
  const link = `${github.rawBaseUrl}/nobody/pictures/main/images/cats/old/tom.png`;
  await expect(drawer.getByRole('link', { name: 'Open file' })).toHaveAttribute('href', link);
  await drawer.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('navigation', { name: 'Folders above' }).getByRole('link', { name: 'pictures' }).click();
  await expect(page).toHaveURL(/files\?recursive=true$/);
  await expect(files(page)).toContainText('cats/old/tom.png');
});

test('a file is put into a repository, and replaced unless it was changed meanwhile', async ({
  page,
  hub,
  problems,
}, info) => {
  problems.allow(/status of (404 .*\/browse\?|409 .*\/upsert\])/);
  await using github = await startGithub();
  const { id } = await addRepository(hub, github, nameFor('Written', info));
  await signIn(page, hub, { path: `/providers/${id}/files` });
  // The folder of the profile comes with its first file.
  await expect(page.getByText('This folder is empty.')).toBeVisible();
  const put = async (text: string) => {
    const buffer = Buffer.from(text);
    await page
      .locator('input[type=file]')
      .last()
      .setInputFiles([{ name: 'new.txt', mimeType: 'text/plain', buffer }]);
  };
  const dialog = page.getByRole('dialog', { name: 'Upload file' });
  const send = () => dialog.getByRole('button', { name: 'Upload file' }).click();
  await page.getByRole('button', { name: 'Upload file' }).click();
  await send();
  await expect(dialog.getByText('Choose a file.')).toBeVisible();
  await put('First');
  await expect(dialog.getByLabel('Path')).toHaveValue('new.txt');
  await dialog.getByLabel('Path').fill('cats/new.txt');
  await dialog.getByLabel('Commit message').fill('Add a note');
  await send();
  await expect(page.getByText('cats/new.txt is in the repository.')).toBeVisible();
  await files(page).getByRole('link', { name: 'cats' }).click();
  await expect(files(page)).toContainText('new.txt');
  const stored = async () => (await github.repository.files()).get('images/cats/new.txt')?.toString();
  expect(await stored()).toBe('First');

  await files(page).getByRole('button', { name: 'new.txt' }).click();
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(dialog.getByText('A file is there already.')).toBeVisible();
  await put('Second');
  await github.repository.put(new Map([['images/cats/new.txt', Buffer.from('Somebody else')]]), 'Meanwhile');
  await send();
  await expect(dialog.getByText('Somebody has changed this file meanwhile.')).toBeVisible();
  expect(await stored()).toBe('Somebody else');
});

test('who may only look at a repository puts nothing into it', async ({ page, hub }, info) => {
  await using github = await startGithub();
  await fill(github);
  const name = nameFor('Looked at', info);
  await addRepository(hub, github, name);
  const username = `repository-reader-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['providers.read'] });
  await signIn(page, hub, { account, path: '/providers' });
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Browse files']);
  await page.getByRole('menuitem', { name: 'Browse files' }).click();
  await files(page).getByRole('button', { name: 'notes.txt' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Open file' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replace' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Upload file' })).toHaveCount(0);
});

test('a folder that is not there, and a token that is refused, say so', async ({ page, hub, problems }, info) => {
  problems.allow(/status of (404|502) .*\/browse\?/);
  await using github = await startGithub();
  const { id } = await addRepository(hub, github, nameFor('Gone', info));
  await signIn(page, hub, { path: `/providers/${id}/files?path=nowhere` });
  await expect(page.getByRole('alert')).toContainText('There is no such folder.');
  github.fault = () => ({ status: 401, json: { message: 'Bad credentials' } });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('The storage refuses access');
});

test(
  'what is deleted from a repository may say why, one by one and many at once',
  { tag: '@phone' },
  async ({ page, hub, problems }, info) => {
    // What is on screen may be looked at while it goes.
    problems.allow(/status of 404 /);
    await using github = await startGithub();
    const name = nameFor('History', info);
    const { id: storageProviderProfileId } = await addRepository(hub, github, name);
    const fileNames = ['one', 'two', 'three', 'four'].map((word) => `${name} ${word}.png`);
    for (const [seed, fileName] of fileNames.entries()) {
      const content = new Blob([await pngBytes(60, 40, seed)]);
      await processed(hub, await putAsset(hub, { fileName, content, storageProviderProfileId }));
    }
    await putAsset(hub, { fileName: `${name} elsewhere.png` });
    const log = () => github.repository.log();
    await signIn(page, hub, { path: `/assets?query=${encodeURIComponent(name)}` });
    const list = page.getByRole('list', { name: 'Assets found' });
    const choose = (word: string) => list.getByRole('checkbox', { name: `Select ${name} ${word}.png` }).check();
    const remove = page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete' });
    const asked = (count: number) => page.getByRole('dialog', { name: `Delete ${count} asset` });

    await choose('elsewhere');
    await remove.click();
    await expect(asked(1)).toBeVisible();
    await expect(asked(1).getByLabel('Commit message')).toHaveCount(0);
    await asked(1).getByRole('button', { name: 'Cancel' }).click();
    await choose('one');
    await choose('two');
    await remove.click();
    await asked(3).getByLabel('Commit message').fill('Out of date');
    await asked(3).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Delete: 3 assets done')).toBeVisible();
    await expect.poll(log).toContain('Out of date');

    // All that the list shows, of which nobody has looked where it is; what was typed before is gone.
    await choose('three');
    await page.getByRole('button', { name: 'Select all 2' }).click();
    await list.getByRole('checkbox', { name: `Select ${name} three.png` }).uncheck();
    await remove.click();
    await expect(asked(1).getByLabel('Commit message')).toHaveValue('');
    await asked(1).getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Clear selection' }).click();
    await list.getByRole('link', { name: `${name} four.png` }).click();
    await page.getByRole('button', { name: 'Delete asset' }).click();
    await page.getByLabel('Commit message').fill('A single one');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText(`${name} four.png deleted.`)).toBeVisible();
    await expect.poll(log).toContain('A single one');
  },
);

test('what is uploaded goes to the storage that is chosen, by whoever may upload', async ({ page, hub }, info) => {
  await using s3 = await startS3Server();
  const name = nameFor('Chosen', info);
  const { endpoint, bucket, region, accessKey, secretKey } = s3;
  await addStorage(hub, {
    name,
    configuration: { endpoint, bucket, region },
    secretConfiguration: { accessKey, secretKey },
  });
  const account = await addAccount(hub, {
    username: `uploader-${info.workerIndex}-${info.retry}`,
    permissions: ['assets.read', 'assets.create'],
  });
  await signIn(page, hub, { account, path: '/assets/upload' });
  const upload = async (fileName: string, seed: number) => {
    const buffer = Buffer.from(await pngBytes(60, 40, seed));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([{ name: fileName, mimeType: 'image/png', buffer }]);
  };
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await upload('by default.png', 1);
  await expect(uploads.getByRole('status')).toHaveText('1 file uploaded');
  expect(s3.listEverything()).toEqual([]);
  await page.getByLabel('Storage', { exact: true }).selectOption(name);
  await upload('as chosen.png', 2);
  await expect(uploads.getByRole('status')).toHaveText('2 files uploaded');
  expect(s3.listEverything().length).toBeGreaterThan(0);
});

test('the storage is checked and repaired', { tag: '@phone' }, async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(hubEnv);
  const asset = await processed(hub, await putAsset(hub, { fileName: 'damaged.png' }));
  await signIn(page, hub, { path: '/providers/check' });
  await expect(page.getByText('Nothing has been checked yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Start check' }).click();
  await expect(page.getByRole('heading', { name: 'Everything is where it should be' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Repair' })).toHaveCount(0);

  const folder = join(hub.dataPath, 'assets');
  const stored = await readdir(folder, { recursive: true });
  const derivative = stored.find((path) => path.endsWith('.webp'));
  if (derivative === undefined) throw new Error('Nothing was made of the picture.');
  const stray = '2026/04/08/0123456789abcdef0123456789abcdef.png';
  await mkdir(join(folder, dirname(stray)), { recursive: true });
  await writeFile(join(folder, stray), 'nobody knows it');
  await rm(join(folder, derivative));

  await page.getByRole('button', { name: 'Start check' }).click();
  await expect(page.getByRole('heading', { name: '2 files are not as they should be' })).toBeVisible();
  const list = page.getByLabel('What was found');
  await expect(list).toContainText(stray);
  await expect(list.getByRole('link', { name: 'Made from it' })).toHaveAttribute('href', `/assets/${asset.id}`);
  await page.getByRole('button', { name: 'Fault: Any fault' }).click();
  await page.getByRole('menuitemradio', { name: 'Belongs to nothing' }).click();
  await expect(list).not.toContainText('Made from it');
  await expect(page).toHaveURL(/check\?fault=orphaned$/);
  await page.getByRole('button', { name: 'Remove filter Fault: Belongs to nothing' }).click();

  await page.getByRole('button', { name: 'Repair' }).click();
  const question = page.getByRole('dialog', { name: 'Repair what was found?' });
  await expect(question).toContainText('nothing is deleted');
  await question.getByRole('button', { name: 'Repair' }).click();
  await expect(page.getByRole('heading', { name: '2 files were repaired' })).toBeVisible();
  await expect(list).toContainText('Moved to quarantine');
  await expect(list).toContainText('Is made anew');
  expect(await readFile(join(folder, 'quarantine', stray), 'utf8')).toBe('nobody knows it');
});

test('who may only read the settings sees what a check found, and starts none', async ({ page, hub }, info) => {
  const username = `check-reader-${info.workerIndex}-${info.retry}`;
  const account = await addAccount(hub, { username, permissions: ['settings.read'] });
  await signIn(page, hub, { account, path: '/providers/check' });
  await expect(page.getByRole('heading', { name: 'Storage check', level: 1 })).toBeVisible();
  for (const name of ['Start check', 'Repair']) await expect(page.getByRole('button', { name })).toHaveCount(0);
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await expect(navigation.getByRole('link', { name: 'Storage check' })).toHaveAttribute('aria-current', 'page');
  await expect(navigation.getByRole('link', { name: 'Storage', exact: true })).toHaveCount(0);
});

test('what is typed stays when somebody else changes the profile', async ({ page, hub }, info) => {
  const { id } = await addStorage(hub, { name: nameFor('Shared', info) });
  await page.clock.install();
  await signIn(page, hub, { path: `/providers/${id}` });
  await page.getByLabel('Displayed name').fill('Typed');
  await page.getByLabel('Access key', { exact: true }).fill('another-access');
  await page.request.patch(`${hub.url}/api/v1/system/storage/providers/${id}`, {
    headers: { Authorization: `Bearer ${owner.key}` },
    data: { configuration: { region: 'eu-9' } },
  });
  await comeBack(page);
  await expect(page.getByLabel('Region')).toHaveValue('eu-9');
  await expect(page.getByLabel('Displayed name')).toHaveValue('Typed');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changes saved.')).toBeVisible();
  await expect(page.getByLabel('Access key', { exact: true })).toHaveValue('');
  await page.getByRole('main').getByRole('link', { name: 'Storage' }).first().click();
  await expect(page.getByRole('heading', { name: 'Storage', level: 1 })).toBeVisible();
});
