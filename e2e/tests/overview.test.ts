import { fails, startModel } from '../../server/test/model.ts';
import { expectAccessibleInBothThemes, expectFitsWidth } from '../support/accessibility.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

const settings = { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' };

test('the overview says what there is and what came last', { tag: '@phone' }, async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  for (const fileName of ['harbour.png', 'roof.png']) await processed(hub, await putAsset(hub, { fileName }));
  await signIn(page, hub, { path: '/login' });
  await expect(page).toHaveURL(/\/overview$/);
  const numbers = page.getByRole('region', { name: 'Usage' });
  await expect(numbers).toContainText('Assets2');
  await expect(numbers).toContainText('Files made from them8');
  await expect(page.getByRole('list', { name: 'By type' }).getByRole('listitem')).toContainText(['2 assets']);
  const stores = page.getByRole('list', { name: 'By storage' }).getByRole('listitem');
  await expect(stores).toHaveText([/Local Default Write Profile.*2 assets · \d/]);
  await expect(page.getByText('Nothing has failed.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Recent uploads' }).getByRole('link')).toHaveCount(2);
  await expectAccessibleInBothThemes(page);
  await expectFitsWidth(page);

  await page.getByRole('list', { name: 'By type' }).getByRole('link', { name: 'PNG' }).click();
  await expect(page).toHaveURL(/\/assets\?contentType=image(%2F|\/)png$/);
});

test('what failed says why, and is tried again by those who may', { tag: '@phone' }, async ({
  page,
  browser,
  startOwnHub,
  problems,
}) => {
  const hub = await startOwnHub(settings);
  await using model = await startModel(fails(401));
  await addProvider(hub, { name: 'local', apiBaseUrl: model.url });
  await processed(hub, await putAsset(hub, { fileName: 'not described.png' }));
  const account = await addAccount(hub, { username: 'reader', permissions: ['assets.read'] });
  const context = await browser.newContext({ baseURL: hub.url });
  problems.watch(context);
  const reader = await context.newPage();
  await signIn(reader, hub, { account, path: '/overview' });
  const failing = reader.getByRole('list', { name: 'What is failing' });
  await expect(failing).toContainText('does not accept the API key');
  await expect(failing.getByRole('link', { name: 'not described.png' })).toBeVisible();
  await expect(reader.getByRole('button', { name: /^Try again/ })).toHaveCount(0);
  await expect(reader.getByRole('link', { name: 'Upload' })).toHaveCount(0);
  await context.close();

  await signIn(page, hub, { path: '/overview' });
  await expectAccessibleInBothThemes(page);
  await expectFitsWidth(page);
  const asked = model.requests.length;
  await page.getByRole('button', { name: /^Try again/ }).click();
  await expect.poll(() => model.requests.length).toBeGreaterThan(asked);
});
