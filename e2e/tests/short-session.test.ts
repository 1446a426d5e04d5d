import { owner, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

// An access token of three seconds: a session that works on has been renewed.
test.use({ hubEnv: { ...owner.env, Auth__Jwt__AccessTokenMinutes: '0.05' } });

test('a session is renewed unseen while two tabs work', async ({ page, context, hub, problems }) => {
  // A token may run out on its way, whatever it was sent with; it is renewed and the request sent again.
  problems.allow(/status of 401 .*\/api\/v1\/(?!auth\/login)/);
  await putAsset(hub, { fileName: 'renewed.png' });
  await signIn(page, hub);
  const second = await context.newPage();
  await second.goto('/assets');
  let renewals = 0;
  context.on('response', (response) => {
    if (response.url().endsWith('/auth/refresh') && response.ok()) renewals += 1;
  });
  await expect(async () => {
    for (const tab of [page, second]) {
      await tab.getByRole('searchbox', { name: 'Search assets' }).fill(`renewed ${Date.now()}`);
      await expect(tab.getByText('No asset matches these filters.')).toBeVisible();
      await tab.getByRole('link', { name: 'Clear filters' }).click();
      await expect(tab.getByRole('link', { name: 'renewed.png' })).toBeVisible();
    }
    expect(renewals).toBeGreaterThan(1);
  }).toPass({ timeout: 200_000 });
});
