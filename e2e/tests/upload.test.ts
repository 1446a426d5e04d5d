import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webp } from '../../server/test/images.ts';
import { signIn } from '../support/account.ts';
import { pngBytes } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { chooseFiles, dropFiles, type GivenFile, slowUploads } from '../support/transfer.ts';

const png = async (name: string, width = 60, height = 40): Promise<GivenFile> => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(await pngBytes(width, height)),
});

test('three files dropped at once are sent together, with progress in the tray', async ({ page, hub }) => {
  await signIn(page, hub);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  const lineIsFast = await slowUploads(page, 20_000);
  const names = ['first of three.png', 'second of three.png', 'third of three.png'];
  await dropFiles(page, await Promise.all(names.map((name) => png(name, 400, 300))));

  const tray = page.getByRole('region', { name: 'Uploads' });
  await expect(tray.getByRole('status')).toHaveText('Uploading 3 files');
  for (const name of names) {
    const bar = tray.getByRole('progressbar', { name: `Progress of ${name}` });
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  }
  // The tray stays while one works on.
  await page.getByRole('link', { name: 'Gallery' }).first().hover();
  await lineIsFast();
  await expect(tray.getByRole('status')).toHaveText('3 files uploaded');
  for (const name of names) {
    await expect(tray.getByRole('listitem').filter({ hasText: name })).toContainText('Uploaded');
    await expect(page.getByRole('list', { name: 'Assets found' }).getByRole('link', { name })).toBeVisible();
  }
  await tray.getByRole('button', { name: 'Clear finished' }).click();
  await expect(tray).toBeHidden();
});

test('an upload under way can be cancelled and taken up again', async ({ page, hub }) => {
  await signIn(page, hub);
  const lineIsFast = await slowUploads(page, 2000);
  await dropFiles(page, [await png('taken up again.png', 400, 300)]);
  const row = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await row.getByRole('button', { name: 'Cancel taken up again.png' }).click();
  await expect(row).toContainText('Cancelled');
  await lineIsFast();
  await row.getByRole('button', { name: 'Try taken up again.png again' }).click();
  await expect(row).toContainText('Uploaded');
});

test('a .jpg that is a WebP is taken for what it is', { tag: '@phone' }, async ({ page, hub }) => {
  await signIn(page, hub, { path: '/assets/upload' });
  const buffer = await webp(80, 60);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose pictures' }).click();
  await (await chooser).setFiles([{ name: 'really webp.jpg', mimeType: 'image/jpeg', buffer }]);
  const row = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await expect(row).toContainText('Uploaded');
  await row.getByRole('link', { name: 'really webp.jpg' }).click();
  await expect(page.getByRole('heading', { name: 'really webp.jpg', level: 1 })).toBeVisible();
  await expect(page.getByText('WebP', { exact: true })).toBeVisible();
  await expect(page.getByText('80 × 60')).toBeVisible();
});

test('garbage says what is wrong with it, and the good files beside it go through', async ({ page, hub, problems }) => {
  problems.allow(/status of 4\d\d .*\/api\/v1\/assets\]/);
  await signIn(page, hub, { path: '/assets/upload' });
  const damaged = (await pngBytes(60, 40)).slice(0, 20);
  await chooseFiles(page, [
    { name: 'text.png', mimeType: 'image/png', buffer: Buffer.from('This is no picture.') },
    { name: 'damaged.png', mimeType: 'image/png', buffer: Buffer.from(damaged) },
    { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes') },
    await png('good.png'),
  ]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  const row = (name: string) => tray.getByRole('listitem').filter({ hasText: name });
  await expect(row('text.png')).toContainText('damaged, or is not the type of picture it claims to be');
  await expect(row('damaged.png')).toContainText('damaged, or is not the type of picture it claims to be');
  await expect(row('empty.png')).toContainText('The file is empty.');
  await expect(row('notes.txt')).toContainText('Not one of the accepted types.');
  await expect(row('good.png')).toContainText('Uploaded');
  await expect(tray.getByRole('status')).toHaveText('1 file uploaded, 4 files failed');
  await row('text.png').getByRole('button', { name: 'Remove text.png' }).click();
  await expect(row('text.png')).toHaveCount(0);
});

test('a file over the limit is refused before it is sent', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/assets/upload' });
  const buffer = Buffer.concat([Buffer.from(await pngBytes(60, 40)), Buffer.alloc(10 * 1024 * 1024)]);
  await chooseFiles(page, [{ name: 'large.png', mimeType: 'image/png', buffer }]);
  await expect(page.getByRole('region', { name: 'Uploads' })).toContainText('Larger than');
});

test('an upload that cannot reach the server succeeds when it is tried again', async ({ page, hub, problems }) => {
  problems.allow(/ERR_/);
  await signIn(page, hub);
  await page.route('**/api/v1/assets', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  );
  await dropFiles(page, [await png('second attempt.png')]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  await expect(tray.getByRole('listitem')).toContainText('The server could not be reached.');
  await page.unroute('**/api/v1/assets');
  await tray.getByRole('button', { name: 'Try second attempt.png again' }).click();
  await expect(tray.getByRole('listitem')).toContainText('Uploaded');
});

test('a picture is pasted', async ({ page, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  await signIn(page, hub);
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  const base64 = Buffer.from(await pngBytes(32, 32)).toString('base64');
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  }, base64);
  await page.keyboard.press('ControlOrMeta+v');
  const row = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await expect(row).toContainText(/pasted-\d{8}-\d{6}\.png/);
  await expect(row).toContainText('Uploaded');
});

test('pasted text stays text', async ({ page, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  await signIn(page, hub);
  const search = page.getByRole('searchbox', { name: 'Search assets' });
  await search.focus();
  await page.evaluate(() => navigator.clipboard.writeText('only words'));
  await page.keyboard.press('ControlOrMeta+v');
  await expect(search).toHaveValue('only words');
  await expect(page.getByRole('region', { name: 'Uploads' })).toBeHidden();
});

test('a picture beside text, or pasted into a field, is no upload', async ({ page, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  await signIn(page, hub);
  const search = page.getByRole('searchbox', { name: 'Search assets' });
  await expect(page.getByRole('heading', { name: 'Assets', level: 1 })).toBeVisible();
  const base64 = Buffer.from(await pngBytes(32, 32)).toString('base64');
  const copy = (text: string | null) =>
    page.evaluate(
      async ([picture, words]) => {
        const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
        const items: Record<string, Blob> = { 'image/png': new Blob([bytes], { type: 'image/png' }) };
        if (words !== null) items['text/plain'] = new Blob([words], { type: 'text/plain' });
        await navigator.clipboard.write([new ClipboardItem(items)]);
      },
      [base64, text] as const,
    );
  const tray = page.getByRole('region', { name: 'Uploads' });
  // As a spreadsheet does.
  await copy('1\t2');
  await page.keyboard.press('ControlOrMeta+v');
  await search.focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(search).toHaveValue(/1.2/);
  await copy(null);
  await page.keyboard.press('ControlOrMeta+v');
  await search.blur();
  await page.keyboard.press('ControlOrMeta+v');
  // The last of the four alone.
  await expect(tray.getByRole('listitem')).toHaveText(/pasted-\d{8}-\d{6}\.png/);
  await expect(tray.getByRole('listitem')).toContainText('Uploaded');
  await expect(tray.getByRole('listitem')).toHaveCount(1);
});

test('a folder is uploaded with what is in its folders, without what systems leave there', async ({ page, hub }) => {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-folder-'));
  try {
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'outer.png'), await pngBytes(60, 40));
    await writeFile(join(folder, 'inner', 'inner.png'), await pngBytes(60, 40));
    await writeFile(join(folder, '.DS_Store'), 'x');
    await signIn(page, hub, { path: '/assets/upload' });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await chooser).setFiles(folder);
    const tray = page.getByRole('region', { name: 'Uploads' });
    await expect(tray.getByRole('status').first()).toHaveText('2 files uploaded');
    for (const name of ['outer.png', 'inner.png']) await expect(tray.getByRole('link', { name })).toBeVisible();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what is uploaded is copied to be pasted elsewhere', { tag: '@phone' }, async ({ page, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
  await signIn(page, hub);
  await dropFiles(page, [await png('to be pasted.png')]);
  const row = page.getByRole('region', { name: 'Uploads' }).getByRole('listitem');
  await row.getByRole('button', { name: 'Copy to be pasted.png as Markdown' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^!\[to be pasted\.png\]\(http:\/\/127\.0\.0\.1:\d+\/content\/\S+\)$/);
  await row.getByRole('button', { name: 'Copy the address of to be pasted.png' }).click();
  await expect.poll(copied).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/content\/\S+$/);
  expect((await page.request.get(await copied())).status()).toBe(200);
});

test('files are described before they are sent, each on its own', { tag: '@phone' }, async ({ page, hub }, info) => {
  const names = ['described', 'plain'].map((word) => `${word} ${info.project.name} ${info.retry}.png`);
  await signIn(page, hub, { path: '/assets/upload' });
  await page.getByRole('switch', { name: 'Describe before sending' }).click();
  await page.getByRole('switch', { name: 'Process after the upload' }).click();
  const files = names.map(async (name, index) => ({ ...(await png(name, 60 + index, 40 + info.retry)), name }));
  await chooseFiles(page, await Promise.all(files));
  const queue = page.getByRole('region', { name: 'Uploads' });
  await expect(queue.getByRole('status')).toHaveText('2 files not sent yet');
  const dialog = page.getByRole('dialog', { name: `Describe ${names[0]}` });
  await queue.getByRole('button', { name: `Describe ${names[0]}` }).click();
  await dialog.getByLabel('Description').fill('On the wall');
  await dialog.getByLabel('Alternative text').fill('A grey cat');
  await expect(dialog.getByText('10 of 1000 characters')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await queue.getByRole('button', { name: `Describe ${names[1]}` }).click();
  await expect(page.getByRole('dialog').getByLabel('Description')).toHaveValue('');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await queue.getByRole('button', { name: 'Send 2 files' }).click();
  await expect(queue.getByRole('status')).toHaveText('2 files uploaded');
  await queue.getByRole('link', { name: names[0] ?? '' }).click();
  await expect(page.getByLabel('Alternative text')).toHaveValue('A grey cat');
  await expect(page.getByLabel('Description')).toHaveValue('On the wall');
  // Nothing was made from it.
  await page.getByRole('tab', { name: 'Files' }).click();
  await expect(page.getByText('No derived files.')).toBeVisible();
});

test('leaving asks while files are sent, and all of them can be cancelled', async ({ page, hub }) => {
  await signIn(page, hub);
  const lineIsFast = await slowUploads(page, 2000);
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `cancelled ${letter}.png`);
  await dropFiles(page, await Promise.all(names.map((name) => png(name, 400, 300))));
  const tray = page.getByRole('region', { name: 'Uploads' });
  // Browsers ask only on pages on which something was done.
  await page.getByRole('searchbox', { name: 'Search assets' }).click();
  const dialog = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const asked = await dialog;
  expect(asked.type()).toBe('beforeunload');
  await asked.dismiss();

  await tray.getByRole('button', { name: 'Cancel all' }).click();
  await lineIsFast();
  for (const name of names) {
    await expect(tray.getByRole('listitem').filter({ hasText: name })).toContainText('Cancelled');
  }
  await page.getByRole('link', { name: 'Upload', exact: true }).first().click();
  await expect(tray.getByRole('listitem')).toHaveCount(5);
});

test('an upload that the server puts off waits as long as it asks, and says so', { tag: '@phone' }, async ({
  page,
  hub,
  problems,
}) => {
  problems.allow(/status of 429 /);
  await signIn(page, hub);
  let refusals = 0;
  await page.route('**/api/v1/assets', async (route) => {
    if (route.request().method() !== 'POST' || refusals > 0) return route.fallback();
    refusals += 1;
    const error = { code: 'rate_limited', message: 'Too many.', traceId: 't', status: 429 };
    await route.fulfill({ status: 429, headers: { 'Retry-After': '3' }, json: { error } });
  });
  await dropFiles(page, [await png('put off.png')]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  await expect(tray.getByRole('listitem')).toContainText('The server is busy; goes on in 3 s');
  await expect(tray.getByRole('listitem')).toContainText('goes on in 1 s');
  await expect(tray.getByRole('listitem')).toContainText('Uploaded');
});

test('signing out asks first while files are sent, and says how many would stop', { tag: '@phone' }, async ({
  page,
  hub,
}) => {
  await signIn(page, hub);
  const lineIsFast = await slowUploads(page, 2000);
  const names = ['asked a', 'asked b', 'asked c', 'asked d'].map((name) => `${name}.png`);
  await dropFiles(page, await Promise.all(names.map((name) => png(name, 400, 300))));
  const tray = page.getByRole('region', { name: 'Uploads' });
  await expect(tray.getByRole('status')).toHaveText('Uploading 4 files');
  const signOut = async () => {
    await page.getByRole('button', { name: 'Account of mika' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Sign out while files are uploaded?' });

  await signOut();
  await expect(dialog).toContainText('4 uploads stop');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await tray.getByRole('button', { name: 'Cancel asked d.png' }).click();
  await signOut();
  await expect(dialog).toContainText('3 uploads stop');
  await lineIsFast();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});

test('signing out does not ask when nothing is sent any more', async ({ page, hub }) => {
  await signIn(page, hub);
  await dropFiles(page, [await png('sent before.png')]);
  await expect(page.getByRole('region', { name: 'Uploads' }).getByRole('listitem')).toContainText('Uploaded');
  await page.getByRole('button', { name: 'Account of mika' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});
