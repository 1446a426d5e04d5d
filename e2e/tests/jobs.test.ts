import { fails, startModel } from '../../server/test/model.ts';
import { expectAccessibleInBothThemes, expectFitsWidth } from '../support/accessibility.ts';
import { addAccount, owner, signIn } from '../support/account.ts';
import { addProvider } from '../support/ai-providers.ts';
import { processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

const settings = { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' };

test('jobs are listed by their state, and tried again', { tag: '@phone' }, async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  await using model = await startModel(fails(401));
  await addProvider(hub, { name: 'local', apiBaseUrl: model.url });
  const { id } = await processed(hub, await putAsset(hub, { fileName: 'not described.png' }));
  await signIn(page, hub, { path: '/jobs' });
  const list = page.getByLabel('Jobs found');
  await expect(list).toContainText('Done');
  await expect(list).toContainText('The AI service does not accept the API key.');
  await expectAccessibleInBothThemes(page);
  await expectFitsWidth(page);

  await page.getByRole('button', { name: 'State: Any state' }).click();
  await page.getByRole('menuitemradio', { name: 'Failed' }).click();
  await expect(page).toHaveURL(/\/jobs\?status=failed$/);
  await expect(list).not.toContainText('Done');
  await page.reload();
  await expect(list).toContainText('Description by AI');
  await expect(list).not.toContainText('Done');
  await expect(list.getByRole('link', { name: 'Open asset' })).toHaveAttribute('href', `/assets/${id}`);
  const asked = model.requests.length;
  await page.getByRole('button', { name: 'Try again: Description by AI' }).click();
  await expect.poll(() => model.requests.length).toBeGreaterThan(asked);
});

test('what is under way is cancelled', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  // It never answers.
  await using model = await startModel(() => undefined);
  await addProvider(hub, { name: 'silent', apiBaseUrl: model.url });
  await putAsset(hub, { fileName: 'waiting.png' });
  await expect.poll(() => model.requests.length).toBeGreaterThan(0);
  await signIn(page, hub, { path: '/jobs?status=running' });
  await page.getByRole('button', { name: 'Cancel: Description by AI' }).click();
  await expect(page.getByText('No job matches these filters.')).toBeVisible();
  await page.goto(`${hub.url}/jobs?status=cancelled`);
  await expect(page.getByLabel('Jobs found')).toContainText('Description by AI');
});

test('who may only look at assets steers nothing', async ({ page, startOwnHub }) => {
  const hub = await startOwnHub(settings);
  await using model = await startModel(fails(401));
  await addProvider(hub, { name: 'local', apiBaseUrl: model.url });
  await processed(hub, await putAsset(hub, { fileName: 'not described.png' }));
  const account = await addAccount(hub, { username: 'reader', permissions: ['assets.read'] });
  await signIn(page, hub, { account, path: '/jobs' });
  await expect(page.getByLabel('Jobs found')).toContainText('The AI service does not accept the API key.');
  await expect(page.getByLabel('Jobs found').getByRole('button')).toHaveCount(0);
});
