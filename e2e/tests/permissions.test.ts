import { addAccount, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { drawOn, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles } from '../support/transfer.ts';

test('who may only look is shown nothing to do', async ({ page, hub, problems }, { workerIndex, retry }) => {
  const account = await addAccount(hub, { username: `reader-${workerIndex}-${retry}`, permissions: ['assets.read'] });
  const asset = await putAsset(hub, { fileName: 'only to look at.png', description: 'Look.' });
  await drawOn(hub, await processed(hub, asset));
  await signIn(page, hub, { account, path: '/assets?query=only+to+look' });
  await expect(page.getByRole('link', { name: 'only to look at.png' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Upload' })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await dropFiles(page, [{ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('a') }]);
  await expect(page.getByRole('region', { name: 'Uploads' })).toBeHidden();

  await page.goto(`/assets/${asset.id}`);
  await expect(page.getByText('Look.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete asset' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Run skill' })).toHaveCount(0);
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expect(page.getByRole('textbox')).toHaveCount(0);

  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'History' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Files' }).click();
  await expect(page.getByRole('region', { name: 'Former originals' })).toContainText('Version 1');
  await expect(page.getByRole('button', { name: /version 1$/ })).toHaveCount(0);

  problems.allow(/assets\.create/);
  await page.goto('/assets/upload');
  await expect(page.getByRole('heading', { name: 'This page is not open to your account' })).toBeVisible();
});

test('who may do nothing lands in the gallery', async ({ page, hub }, { workerIndex, retry }) => {
  const account = await addAccount(hub, { username: `guest-${workerIndex}-${retry}`, permissions: [] });
  await signIn(page, hub, { account, path: '/login' });
  await expect(page).toHaveURL(/\/gallery$/);
});

test('who may not see assets gets from everywhere to what they may see', async ({ page, hub }, {
  workerIndex,
  retry,
}) => {
  const account = await addAccount(hub, { username: `clerk-${workerIndex}-${retry}`, permissions: ['users.read'] });
  await signIn(page, hub, { account, path: '/account' });
  await page.getByRole('navigation').getByRole('link', { name: 'NekoHub' }).click();
  await expect(page).toHaveURL(/\/users$/);
  await page.goto('/gallery');
  await page.getByRole('link', { name: 'Console' }).click();
  await expect(page).toHaveURL(/\/users$/);
  await page.goto('/nothing/here');
  await page.getByRole('link', { name: 'Go to the console' }).click();
  await expect(page).toHaveURL(/\/users$/);

  await page.getByRole('button', { name: `Account of ${account.username}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
});

test(
  'who has few permissions meets nothing that would be refused, on whatever page',
  { tag: '@phone' },
  async ({ page, hub }, { workerIndex, retry, project }) => {
    const asset = await processed(hub, await putAsset(hub, { fileName: 'walked past.png' }));
    await drawOn(hub, asset);
    await addProvider(hub, { name: `walked past ${project.name} ${workerIndex} ${retry}`, isActive: false });
    const account = await addAccount(hub, {
      username: `walker-${project.name}-${workerIndex}-${retry}`,
      permissions: ['assets.read', 'providers.read', 'aiProviders.read', 'settings.read', 'users.read', 'audit.read'],
    });
    await signIn(page, hub, { account, path: '/overview' });
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    const answers: string[] = [];
    page.on('response', (answer) => answers.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`));

    // From link to link, one address of each kind, as somebody would who tries everything.
    const kindOf = (path: string) => path.replaceAll(/[0-9a-f-]{36}/g, 'ID').replace(/\?.*/, '');
    const seen = new Set<string>();
    // On phones the navigation is folded away, so its pages stand here.
    const waiting = ['/overview', '/workflows', '/ai-providers', '/jobs', '/providers', '/providers/check'];
    waiting.push('/users', '/api-keys', '/audit', '/settings', '/account', '/gallery');
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (seen.has(kindOf(path))) continue;
      seen.add(kindOf(path));
      await page.goto(`${hub.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expect(page.getByRole('heading', { name: 'This page is not open to your account' }), path).toHaveCount(0);
      for (const tab of await page.getByRole('main').getByRole('tab').all()) await tab.click();
      for (const menu of await page
        .getByRole('main')
        .getByRole('button', { name: /^Actions for/ })
        .all()) {
        await menu.click();
        await expect(page.getByRole('menuitem').first()).toBeVisible();
        const offered = await page.getByRole('menuitem', { disabled: false }).allInnerTexts();
        expect(
          offered.filter((text) => /delete|disable|default|duplicate|activate/i.test(text)),
          path,
        ).toEqual([]);
        await page.keyboard.press('Escape');
      }
      const found = await page
        .locator('a[href^="/"]:visible')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      waiting.push(...found.filter((href) => !/^\/(docs|content|api|login)/.test(href)));
    }
    expect([...seen]).toEqual(expect.arrayContaining(['/assets', '/assets/ID', '/gallery/ID']));
    expect([...seen].filter((path) => path.endsWith('/new') && path !== '/api-keys/new')).toEqual([]);
    expect(answers.filter((answer) => /^40[13] /.test(answer) && !/auth\/refresh$/.test(answer))).toEqual([]);
    // What is there is there to be looked at.
    expect(answers.filter((answer) => !/ (GET|HEAD) /.test(answer) && !/\/auth\//.test(answer))).toEqual([]);
  },
);
