import { fails, inTurn, type ModelAnswer, says, startModel } from '../../server/test/model.ts';
import { expectAccessibleInBothThemes, expectFitsWidth } from '../support/accessibility.ts';
import { owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { processed, putAsset } from '../support/assets.ts';
import { goneWhileLoading } from '../support/problems.ts';
import { expect, test } from '../support/test.ts';

// A model of its own for each test: the active one describes every upload.
const settings = { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' };

const description = JSON.stringify({
  caption: 'Lamps along a bridge at night.',
  altText: 'A bridge with lamps',
  tags: ['bridge', 'night'],
});

test('what is done with an upload is followed to its result', { tag: '@phone' }, async ({
  page,
  request,
  startOwnHub,
}) => {
  const hub = await startOwnHub(settings);
  const gate = Promise.withResolvers<void>();
  const slow: ModelAnswer = async (...question) => {
    await gate.promise;
    return says(description)(...question);
  };
  await using model = await startModel(slow);
  await addProvider(hub, { name: 'local', apiBaseUrl: model.url });
  const asset = await putAsset(hub, { fileName: 'bridge.png', altText: 'My own words' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await expect(page.getByText('Working on it')).toBeVisible();
  await page.getByLabel('File name').fill('bridge at night.png');
  gate.resolve();

  // It comes by itself, and what is typed or was there stays.
  await expect(page.getByLabel('Description')).toHaveValue('Lamps along a bridge at night.');
  await expect(page.getByText('Working on it')).toBeHidden();
  await expect(page.getByLabel('File name')).toHaveValue('bridge at night.png');
  await expect(page.getByLabel('Alternative text')).toHaveValue('My own words');
  const said = page.getByRole('region', { name: 'Said by AI' });
  await expect(said).toContainText('A bridge with lamps');
  await expect(said.getByRole('listitem')).toHaveText(['bridge', 'night']);
  await expect(said).toContainText('see-1-2026');

  await page.getByRole('tab', { name: 'Activity' }).click();
  const run = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').first();
  await expect(run).toContainText('Thumbnails and caption');
  await expect(run).toContainText('After the upload');
  await expect(run.getByRole('listitem')).toContainText(['Make thumbnails, done', 'Describe the picture, done']);

  await page.getByRole('tab', { name: 'Files' }).click();
  const links = page.getByRole('region', { name: 'Made from it' }).getByRole('link');
  await expect(links).toHaveText(['thumbnail_256', 'webp_256', 'webp_640', 'webp_1280']);
  await page.getByRole('tab', { name: 'Share' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'HTML' })).toContainText(
    '<picture><source type="image/webp"',
  );
  await page.getByRole('tab', { name: 'Files' }).click();
  const answer = await request.get(new URL((await links.last().getAttribute('href')) ?? '', hub.url).href);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/webp']);
});

test('a skill is run, and its failure told', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  await using model = await startModel(inTurn(says('A red cat.'), fails(401), says('A grey cat.')));
  await addProvider(hub, { name: 'local', apiBaseUrl: model.url });
  const asset = await processed(hub, await putAsset(hub, { fileName: 'cat.png' }));
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await expect(page.getByLabel('Description')).toHaveValue('A red cat.');
  const describe = async () => {
    await page.getByRole('button', { name: 'Run skill' }).click();
    await page.getByRole('menuitem', { name: 'Describe with AI' }).click();
  };
  const runs = page.getByRole('list', { name: 'Runs' });

  await describe();
  await expect(page.getByRole('tab', { name: 'Activity' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText(/^Describe with AI: .*does not accept the API key\.$/)).toBeVisible();
  await expect(page.getByText('Not everything could be made')).toBeVisible();
  await expect(runs.getByRole('listitem').first()).toContainText('The AI service does not accept the API key.');
  await expect(page.getByRole('main')).not.toContainText(/upstream|sk-/);

  await describe();
  await expect(page.getByText('Describe with AI: done.')).toBeVisible();
  await expect(page.getByText('Not everything could be made')).toBeHidden();
  await expect(runs.getByRole('heading')).toHaveText([
    'Describe with AI',
    'Describe with AI',
    'Thumbnails and caption',
  ]);
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByRole('region', { name: 'Said by AI' })).toContainText('A grey cat.');
});

test('work that takes too long is cancelled', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  await using model = await startModel(() => {});
  await addProvider(hub, { name: 'silent', apiBaseUrl: model.url });
  const asset = await putAsset(hub, { fileName: 'waits.png' });
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await expect.poll(() => model.requests.length).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Working on it')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
});

test('a skill is told what to do, and what it replaced is gone from the page', { tag: '@phone' }, async ({
  page,
  hub,
  problems,
}) => {
  problems.allow(goneWhileLoading);
  const asset = await processed(hub, await putAsset(hub, { fileName: 'to convert.png' }));
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await page.getByRole('button', { name: 'Run skill' }).click();
  await page.getByRole('menuitem', { name: 'Convert' }).click();
  const dialog = page.getByRole('dialog', { name: 'Convert' });
  await dialog.getByLabel('Format').selectOption('JPEG');
  await dialog.getByLabel('Quality').fill('101');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog.getByText('Enter a whole number from 1 to 100.')).toBeVisible();
  await dialog.getByLabel('Quality').fill('80');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByText('Convert: done.')).toBeVisible();
  await expect(dialog).toBeHidden();
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByLabel('Facts', { exact: true })).toContainText('JPEG');

  await page.getByRole('button', { name: 'Run skill' }).click();
  await page.getByRole('menuitem', { name: 'Watermark' }).click();
  await page.getByLabel('Text', { exact: true }).fill('猫 NekoHub');
  await page.getByLabel('Position').selectOption('Center');
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  await expect(page.getByText('Watermark: done.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('heading')).toHaveText([
    'Watermark',
    'Convert',
    'Thumbnails and caption',
  ]);
  await expect(page.getByRole('img', { name: 'to convert.jpg' })).toHaveJSProperty('naturalWidth', 60);

  // The first upload is kept, and comes back.
  await page.getByRole('tab', { name: 'Files' }).click();
  const versions = page.getByRole('region', { name: 'Former originals' });
  await expect(versions.getByRole('listitem')).toContainText(['Version 2', 'Version 1']);
  await versions.getByRole('button', { name: 'Compare with version 1' }).click();
  const compared = page.getByRole('dialog', { name: 'Version 1 and now' });
  await expect(compared.getByRole('img', { name: 'Version 1' })).toHaveJSProperty('naturalWidth', 60);
  await expect(compared.getByRole('img', { name: 'Now' })).toHaveJSProperty('naturalWidth', 60);
  const share = compared.getByRole('slider', { name: 'How much of version 1 is shown' });
  await share.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(share).toHaveValue('49');
  await expectAccessibleInBothThemes(page);
  await expectFitsWidth(page);
  await page.keyboard.press('Escape');
  await expect(compared).toBeHidden();
  await versions.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByText('Version 1 is the original again.')).toBeVisible();
  await expect(versions.getByRole('listitem').first()).toContainText('Version 3');
  expect((await processed(hub, asset)).checksumSha256).toBe(asset.checksumSha256);

  // Who did all that is told to those who may read the record.
  await page.getByRole('tab', { name: 'Activity' }).click();
  const history = page.getByRole('list', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText(owner.username);
  await expect(history.last()).toContainText('Upload asset');

  // Nobody is there to be asked.
  await page.getByRole('button', { name: 'Run skill' }).click();
  await page.getByRole('menuitem', { name: 'Describe with AI' }).click();
  const note = page.getByRole('alert').filter({ hasText: 'No AI provider is active' });
  await expect(note.getByRole('link', { name: 'AI providers' })).toHaveAttribute('href', '/ai-providers');
  await expect(page.getByText('Describe with AI: done.')).toHaveCount(0);
});
