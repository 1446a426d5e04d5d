import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { removeObjects, waitingForRemoval } from '../../../test/counts.ts';
import { type StoreFault, startFaultyProxy, UPSTREAM_TEXT } from '../../../test/faulty-proxy.ts';
import { GITHUB_TOKEN, githubConfiguration, startGithub } from '../../../test/github/server.ts';
import { filesWritten } from '../../../test/github/storage.ts';
import { png } from '../../../test/images.ts';
import { startS3Server } from '../../../test/s3-server.ts';
import { addStorage, profileFor } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';
import { HOUR } from '../../core/clock.ts';

/** Short only where it is waited for: a busy machine takes its time. */
const settingsFor = (fault: StoreFault) => ({
  Security__Outbound__AllowedNetworks: '127.0.0.1',
  Storage__TimeoutSeconds: fault === 'slow' ? '2' : '20',
});
const bytes = await png();

const read = (hub: TestApp, key: string) => hub.server.inject({ url: `/content/${key}`, headers: bearer(API_KEY) });

const upload = (hub: TestApp, profile: string) =>
  sendForm(hub, [field('storageProviderProfileId', profile), filePart(bytes)]);

/** A refusal in our words that says when to come again; nothing of the store's own. */
function expectRefusal(answer: Awaited<ReturnType<typeof read>>, status: number, code: string): void {
  expect([answer.statusCode, answer.json().error?.code], answer.body).toEqual([status, code]);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.body).not.toContain(UPSTREAM_TEXT);
}

type Expected = readonly [status: number, code: string] | 'works';

/** A store of either kind behind a proxy. */
const STORES = {
  async s3() {
    const s3 = await startS3Server();
    const proxy = await startFaultyProxy(s3.endpoint);
    return {
      proxy,
      stored: async () => s3.listEverything(),
      profile: profileFor({ ...s3, endpoint: proxy.url }),
      close: async () => {
        await proxy[Symbol.asyncDispose]();
        await s3[Symbol.asyncDispose]();
      },
    };
  },
  async github() {
    const github = await startGithub();
    const proxy = await startFaultyProxy(github.url);
    const addresses = { apiBaseUrl: `${proxy.url}/api`, rawBaseUrl: `${proxy.url}/raw` };
    return {
      proxy,
      stored: () => filesWritten(github),
      profile: {
        name: 'repository',
        providerType: 'github-repo',
        // Of a public one readers get the bytes from GitHub itself.
        configuration: { ...githubConfiguration(addresses), visibilityPolicy: 'private-token' },
        secretConfiguration: { token: GITHUB_TOKEN },
      },
      close: async () => {
        await proxy[Symbol.asyncDispose]();
        await github[Symbol.asyncDispose]();
      },
    };
  },
};

test.each<[kind: keyof typeof STORES, fault: StoreFault, writing: Expected, reading: Expected | 'cut']>([
  ['s3', 'gone', [502, 'storage_provider_unreachable'], [502, 'storage_provider_unreachable']],
  ['s3', 'slow', [504, 'storage_provider_timed_out'], [504, 'storage_provider_timed_out']],
  ['s3', 'full', [502, 'storage_provider_full'], 'works'],
  ['s3', 'denying', [502, 'storage_provider_access_denied'], [502, 'storage_provider_access_denied']],
  ['s3', 'overrun', [503, 'storage_provider_rate_limited'], [503, 'storage_provider_rate_limited']],
  ['s3', 'broken', [502, 'storage_provider_failed'], [502, 'storage_provider_failed']],
  ['s3', 'corrupting', [502, 'storage_provider_failed'], 'works'],
  ['s3', 'limiting', [503, 'storage_provider_rate_limited'], [503, 'storage_provider_rate_limited']],
  ['s3', 'cutting', 'works', [502, 'storage_provider_unreachable']],
  ['s3', 'interrupting', [502, 'storage_provider_unreachable'], 'works'],
  ['github', 'gone', [502, 'storage_provider_unreachable'], [502, 'storage_provider_unreachable']],
  ['github', 'slow', [504, 'storage_provider_timed_out'], [504, 'storage_provider_timed_out']],
  ['github', 'full', [502, 'storage_provider_full'], 'works'],
  ['github', 'denying', [502, 'storage_provider_access_denied'], [502, 'storage_provider_access_denied']],
  ['github', 'overrun', [502, 'storage_provider_failed'], [502, 'storage_provider_failed']],
  ['github', 'broken', [502, 'storage_provider_failed'], [502, 'storage_provider_failed']],
  ['github', 'limiting', [503, 'storage_provider_rate_limited'], [503, 'storage_provider_rate_limited']],
  ['github', 'corrupting', [502, 'storage_provider_upsert_failed'], 'works'],
  ['github', 'cutting', 'works', [502, 'storage_provider_unreachable']],
  ['github', 'interrupting', [502, 'storage_provider_unreachable'], 'works'],
])('%s, %s: told of as such, nothing is lost, others go on', async (kind, fault, writing, reading) => {
  const { proxy, profile, stored, close } = await STORES[kind]();
  try {
    await using hub = await startTestApp({ settings: settingsFor(fault) });
    const { id } = await addStorage(hub, profile);
    const fields = { storageProviderProfileId: id, runEnrichment: 'false' };
    const [kept, doomed] = [await uploadAsset(hub, { bytes, fields }), await uploadAsset(hub, { bytes, fields })];

    proxy.fault = fault;
    const write = await upload(hub, id);
    const acknowledged = [kept.storageKey];
    if (writing === 'works') acknowledged.push(write.json().data.storageKey);
    else expectRefusal(write, ...writing);
    // Half of it was sent by then: no status can tell any more.
    if (reading === 'cut') await expect(read(hub, kept.storageKey)).rejects.toThrow('response destroyed');
    else if (reading === 'works') expect((await read(hub, kept.storageKey)).rawPayload.equals(bytes)).toBe(true);
    else expectRefusal(await read(hub, kept.storageKey), ...reading);
    // The store of another profile, and a deletion, wait for nothing.
    const other = await uploadAsset(hub, { bytes });
    expect((await read(hub, other.storageKey)).rawPayload.equals(bytes)).toBe(true);
    const gone = await hub.server.inject({
      method: 'DELETE',
      url: `/api/v1/assets/${doomed.id}`,
      headers: bearer(API_KEY),
    });
    expect(gone.statusCode).toBe(200);
    await removeObjects(hub);

    proxy.fault = undefined;
    hub.clock.advance(HOUR);
    expect(await waitingForRemoval(hub)).toEqual([]);
    for (const key of acknowledged) expect((await read(hub, key)).rawPayload.equals(bytes), key).toBe(true);
    expect((await upload(hub, id)).statusCode).toBe(202);
    expect(await stored()).toHaveLength(acknowledged.length + 1);
    expect(hub.log()).not.toContain(UPSTREAM_TEXT);
  } finally {
    await close();
  }
});
