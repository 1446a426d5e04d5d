import type { Page } from '@playwright/test';
import { owner, signIn } from '../support/account.ts';
import { pngBytes, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { dropFiles, slowUploads } from '../support/transfer.ts';

const LIFE_SECONDS = 5;
/** More of them on request: docs/tests.md. */
const LIVES = Number(process.env.NEKOHUB_TEST_TOKEN_LIVES ?? 3);

test.use({ hubEnv: { ...owner.env, Auth__Jwt__AccessTokenMinutes: String(LIFE_SECONDS / 60) } });

/** Makes what the tab sends and gets take its time. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const conditions = { offline: false, latency: 150, downloadThroughput: 500_000, uploadThroughput: 200_000 };
  await session.send('Network.emulateNetworkConditions', conditions);
}

/** Seconds since 1970 at which an access token was made. */
const madeAt = (accessToken: string): number =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()).iat;

test('two tabs on a slow network renew a session unseen, once in each life of its token', async ({
  page,
  context,
  hub,
  problems,
}) => {
  // A token may run out on its way, whatever it was sent with; it is renewed and the request sent again.
  problems.allow(/status of 401 .*\/api\/v1\/(?!auth\/login)/);
  await putAsset(hub, { fileName: 'renewed.png' });
  await signIn(page, hub);
  const second = await context.newPage();
  await second.goto('/assets');
  for (const tab of [page, second]) {
    await expect(tab.getByRole('link', { name: 'renewed.png' })).toBeVisible();
    await slowDown(tab);
  }
  const renewals: Promise<number>[] = [];
  const refused: number[] = [];
  context.on('response', (response) => {
    if (!response.url().endsWith('/auth/refresh')) return;
    if (!response.ok()) refused.push(response.status());
    else renewals.push(response.json().then(({ data }) => madeAt(data.accessToken)));
  });
  while (renewals.length <= LIVES) {
    const words = `renewed ${Date.now()}`;
    await Promise.all(
      [page, second].map(async (tab) => {
        await tab.getByRole('searchbox', { name: 'Search assets' }).fill(words);
        await expect(tab.getByText('No asset matches these filters.')).toBeVisible();
        await tab.getByRole('link', { name: 'Clear filters' }).click();
        await expect(tab.getByRole('link', { name: 'renewed.png' })).toBeVisible();
      }),
    );
  }
  expect(refused).toEqual([]);
  const instants = (await Promise.all(renewals)).sort((a, b) => a - b);
  const lives = instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0));
  // A second renewal in one life would come at once, not after most of the life is over.
  expect(Math.min(...lives)).toBeGreaterThanOrEqual(LIFE_SECONDS - 2);
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
