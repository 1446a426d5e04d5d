import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { startS3Server } from '../../../test/s3-server.ts';
import { addStorage, profileFor } from '../../../test/storage-profiles.ts';
import { uploadAsset } from '../../../test/upload.ts';
import type { Asset } from '../assets/schema.ts';

const settings = { Security__Outbound__AllowedNetworks: '127.0.0.1' };
const bytes = await png();
const CDN = 'https://cdn.example/pictures';

const HERE = 'here';
const SIGNED = /^http:\/\/127\.0\.0\.1:\d+\/.*X-Amz-Signature=/;
const own = ({ storageKey }: Asset) => `http://localhost:80/content/${storageKey}`;
const ownDownload = (asset: Asset) => `${own(asset)}?download=true`;
const atCdn = ({ storageKey }: Asset) => `${CDN}/${storageKey}`;

type Expected = typeof HERE | RegExp | ((asset: Asset) => string);
const byKey = ({ storageKey }: Asset) => `/content/${storageKey}`;
const byId = ({ id }: Asset) => `/api/v1/assets/${id}/content`;

describe.each<[delivery: string, isPublic: boolean, url: (asset: Asset) => string, query: string, expected: Expected]>([
  ['proxy', true, byKey, '', HERE],
  ['proxy', true, byKey, '?download=true', HERE],
  ['proxy', true, byId, '', own],
  ['proxy', true, byId, '?download=true', ownDownload],
  ['proxy', true, byId, '?redirect=false', HERE],
  ['proxy', false, byId, '', HERE],
  ['signed', true, byKey, '', SIGNED],
  ['signed', true, byKey, '?download=true', SIGNED],
  ['signed', true, byId, '', own],
  ['signed', true, byId, '?redirect=false', HERE],
  ['signed', false, byId, '', SIGNED],
  ['signed', false, byId, '?redirect=false', HERE],
  ['public', true, byKey, '', atCdn],
  // The address of a bucket takes no wishes.
  ['public', true, byKey, '?download=true', SIGNED],
  ['public', true, byId, '', atCdn],
  ['public', true, byId, '?download=true', ownDownload],
  ['public', true, byId, '?redirect=false', HERE],
])('delivery %s, public %s', (delivery, isPublic, urlOf, query, expected) => {
  test(`${urlOf === byKey ? 'by key' : 'by id'} ${query}`, async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const more = delivery === 'public' ? { publicBaseUrl: CDN } : { delivery };
    await addStorage(hub, { ...profileFor(s3, more), isDefault: true });
    const asset = await uploadAsset(hub, { bytes, fields: { isPublic: String(isPublic) } });
    const answer = await hub.server.inject({ url: urlOf(asset) + query, headers: bearer(API_KEY) });
    const { location } = answer.headers;
    if (expected === HERE) {
      expect([answer.statusCode, answer.rawPayload.equals(bytes), location]).toEqual([200, true, undefined]);
    } else {
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([307, 'no-store']);
      if (expected instanceof RegExp) expect(location).toMatch(expected);
      else expect(location).toBe(expected(asset));
    }
  });
});

test('what is kept for the public is not kept from an answer by id', async () => {
  await using hub = await startTestApp();
  const asset = await uploadAsset(hub, { bytes });
  const answer = await hub.server.inject({ url: `${byId(asset)}?redirect=false`, headers: bearer(API_KEY) });
  expect(answer.headers['cache-control']).toBe('private, no-cache');
});

test('what is replaced is later than what was there, for clients that go by dates', async () => {
  await using hub = await startTestApp();
  const asset = await uploadAsset(hub, { bytes, fields: { isPublic: 'false', runEnrichment: 'false' } });
  const ask = (headers: Record<string, string>) =>
    hub.server.inject({ url: byId(asset), headers: { ...bearer(API_KEY), ...headers } });
  const former = String((await ask({})).headers['last-modified']);
  expect((await ask({ 'if-modified-since': former })).statusCode).toBe(304);
  hub.clock.advance(2000);
  await hub.server.inject({
    method: 'POST',
    url: `/api/v1/assets/${asset.id}/skills/format-convert/run`,
    headers: { ...bearer(API_KEY), prefer: 'respond-async' },
    payload: { parameters: { targetFormat: 'webp' } },
  });
  await hub.app.jobs.runDue();
  const answer = await ask({ 'if-modified-since': former });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/webp']);
  expect((await ask({ range: 'bytes=0-1', 'if-range': former })).statusCode).toBe(200);
});
