import type { Page } from '@playwright/test';
import { zhCN as zh } from '../../web/src/i18n/zh-CN.ts';
import { expectFitsWidth } from '../support/accessibility.ts';
import { owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { addKey } from '../support/api-keys.ts';
import { drawOn, processed, putAsset } from '../support/assets.ts';
import type { Hub } from '../support/hub.ts';
import { addStorage } from '../support/storage.ts';
import { expect, test } from '../support/test.ts';
import { untranslatedTexts } from '../support/untranslated.ts';
import { addWorkflow } from '../support/workflows.ts';

test.use({ locale: 'zh-CN', hubEnv: { ...owner.env, Api__Assets__MaxVersions: '7' } });

/** A picture with texts and a former original. */
async function addDrawnOn(hub: Hub): Promise<string> {
  const named = { fileName: '海边.png', description: '一只猫', altText: '猫' };
  const asset = await processed(hub, await putAsset(hub, named));
  await drawOn(hub, asset);
  return asset.id;
}

/** Something of everything, with names in Chinese; returns the addresses that it has. */
async function furnish(hub: Hub) {
  const asset = await addDrawnOn(hub);
  const { id: workflow } = await addWorkflow(hub, { name: '发布', description: '去除元数据' });
  // An active one would be asked for captions that never come.
  const { id: provider } = await addProvider(hub, {
    name: '视觉模型',
    defaultSystemPrompt: '请描述图片。',
    isActive: false,
  });
  const { id: storage } = await addStorage(hub, { name: '归档' });
  await addKey(hub, '脚本');
  return { asset, workflow, provider, storage };
}

/** The page as it is when its heading says what it is about: in Chinese, and no wider than a narrow phone. */
async function expectInChinese(page: Page, hub: Hub, path: string, heading: string, action: string | null) {
  await page.goto(`${hub.url}${path}`);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(`${heading} – NekoHub`);
  if (action !== null) {
    const control = page.getByRole('button', { name: action }).or(page.getByRole('link', { name: action }));
    await expect(control.first()).toBeVisible();
  }
  // What is still being fetched is told of in skeletons, which have no text.
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expect.poll(() => untranslatedTexts(page), `${path} is in Chinese`).toEqual([]);
  const size = page.viewportSize();
  if (size && size.width < 400) await page.setViewportSize({ ...size, width: 360 });
  await expectFitsWidth(page);
}

test('every page speaks Chinese, and fits', { tag: '@phone' }, async ({ page, hub, problems }) => {
  const { asset, workflow, provider, storage } = await furnish(hub);
  await expectInChinese(page, hub, '/gallery', zh.gallery.title, null);
  await expectInChinese(page, hub, `/gallery/${asset}`, '海边.png', null);
  await expectInChinese(page, hub, '/login', zh.signIn.title, zh.signIn.submit);
  await signIn(page, hub, { path: '/overview' });
  const pages: [path: string, heading: string, action: string | null][] = [
    ['/overview', zh.overview.title, null],
    ['/assets', zh.assets.title, null],
    ['/assets?view=table', zh.assets.title, null],
    ['/assets?query=没有这样的图片', zh.assets.title, null],
    [`/assets/${asset}`, '海边.png', zh.skills.open],
    ['/assets/upload', zh.upload.title, null],
    ['/workflows', zh.workflows.title, zh.workflows.create],
    ['/workflows/new', zh.workflows.create, null],
    [`/workflows/${workflow}`, '发布', null],
    ['/ai-providers', zh.aiProviders.title, zh.aiProviders.create],
    ['/ai-providers/new', zh.aiProviders.create, null],
    [`/ai-providers/${provider}`, '视觉模型', zh.common.save],
    ['/jobs', zh.jobs.title, null],
    ['/providers', zh.storage.title, zh.storage.create],
    ['/providers/new', zh.storage.create, null],
    [`/providers/${storage}`, '归档', zh.common.save],
    ['/providers/check', zh.storageCheck.title, null],
    ['/users', zh.users.title, zh.users.create],
    ['/users/new', zh.users.create, null],
    ['/api-keys', zh.apiKeys.title, zh.apiKeys.create],
    ['/api-keys/new', zh.apiKeys.create, null],
    ['/audit', zh.audit.title, null],
    ['/settings', zh.settings.title, null],
    ['/account', zh.account.title, zh.account.changePassword],
    ['/nowhere', zh.notFound.title, null],
  ];
  for (const [path, heading, action] of pages) await expectInChinese(page, hub, path, heading, action);
  problems.allow(/status of 404/);
});

test('the parts of an asset’s page speak Chinese', { tag: '@phone' }, async ({ page, hub }) => {
  const asset = await addDrawnOn(hub);
  await signIn(page, hub, { path: `/assets/${asset}` });
  for (const tab of [zh.asset.files, zh.asset.activity, zh.asset.share]) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await expect.poll(() => untranslatedTexts(page), `${tab} is in Chinese`).toEqual([]);
    await expectFitsWidth(page);
  }
});
