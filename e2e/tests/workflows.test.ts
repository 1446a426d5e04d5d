import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { says, startModel } from '../../server/test/model.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { pngBytes, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { addWorkflow, changeGraphs, replaceWorkflow } from '../support/workflows.ts';

const canvas = (page: Page) => page.getByRole('application', { name: 'Canvas' });
const node = (page: Page, skill: string) => canvas(page).getByRole('group', { name: skill });
const stepList = (page: Page) => page.getByRole('region', { name: 'Steps' });
const steps = (page: Page) => stepList(page).getByRole('button', { name: /^\d/ });

/** Drags a skill to a place on the canvas. */
async function dragSkill(page: Page, skill: string, targetPosition: { x: number; y: number }): Promise<void> {
  const skills = page.getByRole('region', { name: 'Skills' }).getByRole('listitem');
  await skills.filter({ hasText: skill }).dragTo(canvas(page), { sourcePosition: { x: 60, y: 20 }, targetPosition });
}

async function runWorkflow(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await page.getByRole('menuitem', { name }).click();
}

const progressOf = (page: Page, name: string) =>
  page.getByRole('region', { name: `Progress of ${name}` }).getByRole('listitem');

test('a workflow is built by dragging, and run', async ({ page, hub }, { retry }) => {
  const name = `For the web ${retry}`;
  await signIn(page, hub, { path: '/workflows' });
  await page.getByRole('link', { name: 'New workflow' }).click();
  await dragSkill(page, 'Watermark', { x: 250, y: 70 });
  await dragSkill(page, 'Remove metadata', { x: 250, y: 210 });
  await dragSkill(page, 'Convert', { x: 250, y: 350 });
  await expect(steps(page)).toHaveText([/^1Watermark/, /^2Remove metadata/, /^3Convert/]);

  // In another order: by the list, and by lines.
  await stepList(page).getByRole('button', { name: 'Move Watermark down' }).click();
  await expect(steps(page)).toHaveText([/^1Remove metadata/, /^2Watermark/, /^3Convert/]);
  await canvas(page).getByRole('group', { name: 'Connection from Watermark to Convert' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(stepList(page)).toContainText('Not all steps are connected.');
  await node(page, 'Watermark').locator('.source').dragTo(node(page, 'Convert').locator('.target'));
  await expect(stepList(page)).not.toContainText('Not all steps are connected.');

  // What is missing is asked for where it is missing.
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A name is needed.')).toBeVisible();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A text is needed.')).toBeVisible();
  await expect(page.getByLabel('Text', { exact: true })).toBeFocused();
  await page.getByLabel('Text', { exact: true }).fill('猫 NekoHub');
  await steps(page).filter({ hasText: 'Convert' }).click();
  await page.getByLabel('Format').selectOption('WebP');
  await page.getByLabel('Quality').fill('80');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);

  await page.reload();
  await expect(steps(page)).toHaveText([
    /^1Remove metadata/,
    /^2Watermark猫 NekoHub · Bottom right · 50% · 36/,
    /^3ConvertWebP · 80/,
  ]);
  await expect(node(page, 'Step 1: Remove metadata')).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);

  // By keyboard, and never lost without a word.
  await node(page, 'Step 2: Watermark').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(steps(page)).toHaveText([/^1Remove metadata/, /^2Convert/]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(steps(page)).toHaveText([/^1Remove metadata/, /^2Watermark/, /^3Convert/]);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(steps(page)).toHaveText([/^1Remove metadata/, /^2Convert/]);
  await page.getByRole('main').getByRole('link', { name: 'Workflows' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave without saving' }).click();

  const list = page.getByLabel('Workflows found');
  await expect(list).toContainText('Remove metadata → Watermark → Convert');

  // Run on an asset, it is followed to its result.
  const asset = await processed(hub, await putAsset(hub, { fileName: 'for the web.png' }));
  const progress = progressOf(page, name);
  await page.goto(`${hub.url}/assets/${asset.id}`);
  await runWorkflow(page, name);
  await expect(progress).toHaveText([/^Remove metadata, /, /^Watermark, /, /^Convert, /]);
  await expect(progress).toHaveText(['Remove metadata, done', 'Watermark, done', 'Convert, done']);
  await expect(page.getByText(`${name}: done.`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('heading')).toHaveText([
    'Convert',
    'Watermark',
    'Remove metadata',
    'Thumbnails and caption',
  ]);
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByLabel('Facts', { exact: true })).toContainText('WebP');
});

test('a workflow that is switched on in the editor is what uploads get, one that cannot run is told of', async ({
  page,
  startOwnHub,
}) => {
  const hub = await startOwnHub({ ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' });
  await using model = await startModel(says('{"caption":"A red square on white."}'));
  await signIn(page, hub, { path: '/ai-providers/new' });
  await page.getByLabel('Name').fill('local');
  await page.getByLabel('API address').fill(model.url);
  await page.getByLabel('API key', { exact: true }).fill('sk-of-the-browser-tests');
  await page.getByLabel('Model', { exact: true }).fill('see-1');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('A red square on white.')).toBeVisible();
  await page.getByRole('button', { name: 'Add provider' }).click();
  await expect(page.getByText('local is added.')).toBeVisible();

  await page.goto(`${hub.url}/workflows/new`);
  await dragSkill(page, 'Describe with AI', { x: 250, y: 70 });
  await page.getByLabel('Name').fill('Words alone');
  await page.getByRole('switch', { name: 'Run for every upload' }).check();
  await expect(page.getByText('No step makes thumbnails')).toBeVisible();
  await dragSkill(page, 'Small pictures for lists', { x: 250, y: 210 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Words alone', level: 1 })).toBeVisible();

  const asset = await putAsset(hub, { fileName: 'described.png' });
  await page.goto(`${hub.url}/assets/${asset.id}`);
  await expect(page.getByLabel('Description')).toHaveValue('A red square on white.');
  await processed(hub, asset);
  await page.getByRole('tab', { name: 'Activity' }).click();
  const runs = page.getByRole('list', { name: 'Runs' });
  await expect(runs.getByRole('heading')).toHaveText(['Thumbnails', 'Describe with AI']);
  await expect(runs).toContainText('After the upload');

  // As another version of the program may have left it.
  await changeGraphs(hub, '{"nodes":[{"data":{"skillId":"sharpen"}}]}');
  const other = await processed(hub, await putAsset(hub, { fileName: 'as usual.png' }));
  await page.goto(`${hub.url}/assets/${other.id}`);
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(runs.getByRole('heading')).toHaveText(['Thumbnails and caption']);
  await expect(runs.getByRole('listitem').first().getByRole('listitem')).toHaveText([
    /^Run the workflow for uploads, failed.*do not exist here/,
    /^Make thumbnails, done/,
    /^Describe the picture, done/,
  ]);
});

test('a step that fails says why, and the others are done', async ({ page, hub }, { retry }) => {
  const nodes = ['format-convert', 'exif-strip'].map((skillId, index) => ({
    id: `${index}`,
    data: { skillId, parameters: { TargetFormat: 'webp' } },
  }));
  const { name } = await addWorkflow(hub, { name: `Too wide ${retry}`, graphJson: JSON.stringify({ nodes }) });
  // WebP has no pictures as wide as this one.
  const content = new Blob([await pngBytes(16_400, 2)]);
  const asset = await processed(hub, await putAsset(hub, { fileName: 'wide.png', content }));
  await signIn(page, hub, { path: `/assets/${asset.id}` });
  await runWorkflow(page, name);
  await expect(progressOf(page, name)).toHaveText([
    'Convert, failedThe picture is larger than the format allows.',
    'Remove metadata, done',
  ]);
  await expect(page.getByText(`${name}: Convert: The picture is larger`)).toBeVisible();
});

test('who may change pictures runs a workflow without seeing the settings', async ({ page, hub }, info) => {
  const name = `For everybody ${info.workerIndex} ${info.retry}`;
  await addWorkflow(hub, { name });
  const asset = await processed(hub, await putAsset(hub, { fileName: 'by somebody.png' }));
  const account = await addAccount(hub, {
    username: `runner-${info.workerIndex}-${info.retry}`,
    permissions: ['assets.read', 'assets.update'],
  });
  await signIn(page, hub, { account, path: `/assets/${asset.id}` });
  await runWorkflow(page, name);
  await expect(progressOf(page, name)).toHaveText(['Remove metadata, done']);
});

test('what stops running for uploads keeps what somebody else has saved', async ({ page, hub }, { retry }) => {
  const name = `Overtaken ${retry}`;
  const { id } = await addWorkflow(hub, { name, isAutoRun: true });
  await signIn(page, hub, { path: '/workflows' });
  const list = page.getByLabel('Workflows found');
  await expect(list).toContainText('Remove metadata');
  const convert = { id: 'a', data: { skillId: 'format-convert', parameters: { TargetFormat: 'webp' } } };
  await replaceWorkflow(hub, id, { name, graphJson: JSON.stringify({ nodes: [convert] }), isAutoRun: true });
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Stop running for uploads' }).click();
  await expect(list.getByRole('row').filter({ hasText: name })).toContainText('Convert');
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await expect(page.getByRole('menuitem', { name: 'Run for every upload' })).toBeVisible();
});

test('the page of a workflow that is not there says so in its heading', async ({ page, hub }) => {
  await signIn(page, hub, { path: '/workflows/0196f000-0000-7000-8000-000000000000' });
  await expect(page.getByRole('heading', { name: 'There is nothing at this address', level: 1 })).toBeVisible();
  await expect(page.getByText('This workflow does not exist any more.')).toBeVisible();
});

test(
  'a workflow is exported, and imported into the editor without being saved',
  { tag: '@phone' },
  async ({ page, hub }, info) => {
    const name = `Carried ${info.project.name} ${info.workerIndex} ${info.retry}`;
    const watermark = { skillId: 'watermark', parameters: { Text: 'NekoHub', Opacity: 0.3 } };
    const nodes = [
      { id: 'a', data: watermark },
      { id: 'b', data: { skillId: 'exif-strip' } },
    ];
    const graphJson = JSON.stringify({ nodes, edges: [{ source: 'a', target: 'b' }] });
    await addWorkflow(hub, { name, description: 'Marked', graphJson });
    await signIn(page, hub, { path: '/workflows' });
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`${name}.json`);
    const file = await readFile(await download.path());

    const choose = async (buffer: Buffer, fileName = 'workflow.json') => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Import' }).click();
      await (await choosing).setFiles({ name: fileName, mimeType: 'application/json', buffer });
    };
    const changed = (change: object) => Buffer.from(JSON.stringify({ ...JSON.parse(file.toString()), ...change }));
    const refusals = [
      [Buffer.from('{'), 'It is not JSON.'],
      [changed({ version: 9 }), 'It is of version 9; this NekoHub reads version 1.'],
      [changed({ steps: [{ skill: 'sharpen' }] }), 'There is no skill “sharpen” here.'],
      [Buffer.alloc(256 * 1024 + 1, ' '), 'The file is larger than 256 KB.'],
    ] as const;
    for (const [buffer, message] of refusals) {
      await choose(buffer);
      const alert = page.getByRole('alert').filter({ hasText: `workflow.json cannot be imported. ${message}` });
      await expect(alert).toBeVisible();
      await alert.getByRole('button', { name: 'Close' }).click();
    }
    await expect(page).toHaveURL(/\/workflows$/);

    await choose(file);
    await expect(page.getByRole('heading', { name: 'New workflow', level: 1 })).toBeVisible();
    await expect(page.getByLabel('Name')).toHaveValue(`${name} 2`);
    await expect(page.getByLabel('Description')).toHaveValue('Marked');
    await expect(steps(page)).toHaveText([/^1Watermark/, /^2Remove metadata/]);
    // Nothing of it is stored so far.
    await page.getByRole('link', { name: 'Workflows', exact: true }).last().click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    const list = page.getByLabel('Workflows found');
    await expect(list).toContainText(name);
    await expect(list).not.toContainText(`${name} 2`);

    await choose(file);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { name: `${name} 2`, level: 1 })).toBeVisible();
    await steps(page).filter({ hasText: 'Watermark' }).click();
    await expect(page.getByLabel('Text', { exact: true })).toHaveValue('NekoHub');
  },
);

test('a step is duplicated, and copied into another workflow', async ({ page, hub }, info) => {
  const name = `Copied ${info.workerIndex} ${info.retry}`;
  const node = { id: 'a', data: { skillId: 'watermark', parameters: { Text: 'Twice' } } };
  const { id } = await addWorkflow(hub, { name, graphJson: JSON.stringify({ nodes: [node] }) });
  await signIn(page, hub, { path: `/workflows/${id}` });
  await page.getByRole('button', { name: 'Duplicate Watermark' }).click();
  await expect(steps(page)).toHaveText([/^1Watermark/, /^2Watermark/]);
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue('Twice');
  await expect(stepList(page)).not.toContainText('Not all steps are connected.');
  await steps(page).last().focus();
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page.getByText('Watermark is copied.')).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(steps(page)).toHaveCount(1);
  await page.getByRole('link', { name: 'Workflows', exact: true }).last().click();
  await page.getByRole('link', { name: 'New workflow' }).click();
  await expect(page.getByText('No steps yet.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(steps(page)).toHaveText([/^1Watermark/]);
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue('Twice');
});
