import { owner, signIn } from '../support/account.ts';
import { pngBytes, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles, slowUploads } from '../support/transfer.ts';

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

test('an upload under way outlives its access token, and those that wait behind it are sent', async ({
  page,
  hub,
  problems,
}) => {
  problems.allow(/status of 401 .*\/api\/v1\/(?!auth\/login)/);
  await signIn(page, hub);
  const lineIsFast = await slowUploads(page, 10_000);
  const names = ['1', '2', '3', '4', '5'].map((number) => `outlives ${number}.png`);
  const buffer = Buffer.from(await pngBytes(400, 300));
  await dropFiles(
    page,
    names.map((name) => ({ name, mimeType: 'image/png', buffer })),
  );
  const tray = page.getByRole('region', { name: 'Uploads' });
  const bar = tray.getByRole('progressbar', { name: `Progress of ${names[0]}` });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  let renewals = 0;
  page.on('response', (answer) => {
    if (answer.url().endsWith('/auth/refresh') && answer.ok()) renewals += 1;
  });
  // Once it was renewed twice, the token that the upload was sent with has run out.
  await expect(async () => {
    await page.getByRole('searchbox', { name: 'Search assets' }).fill(`none ${Date.now()}`);
    await expect(page.getByText('No asset matches these filters.')).toBeVisible();
    expect(renewals).toBeGreaterThan(1);
  }).toPass({ timeout: 200_000 });
  await expect(bar).toBeVisible();
  await lineIsFast();
  await expect(tray.getByRole('status').first()).toHaveText('5 files uploaded');
});
