import { expect, test } from 'vitest';
import { API_KEY, bearer } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { sha256Hex } from '../../core/hashing.ts';
import type { Asset } from '../assets/schema.ts';

const SIZE = 300_000;
const cat = await png();
const bytes = Buffer.concat([cat, Buffer.alloc(SIZE - cat.length, 'x')]);
const DATE = 'Wed, 08 Apr 2026 12:00:00 GMT';
const ETAG = `"${sha256Hex(bytes)}"`;

const assets: Asset[] = [];
const shared = shareTestApp({}, async (hub) => {
  assets.push(await uploadAsset(hub, { bytes, fileName: 'cat.png' }));
  assets.push(await uploadAsset(hub, { bytes, fileName: 'cat.png', fields: { isPublic: 'false' } }));
});

/** The two ways to the same bytes: a public asset by its key, a private one by its id and with a credential. */
const places = [
  ['/content', () => ({ url: `/content/${assets[0]?.storageKey}`, headers: {} }), 'public, max-age=300'],
  ['/api', () => ({ url: `/api/v1/assets/${assets[1]?.id}/content`, headers: bearer(API_KEY) }), 'private, no-cache'],
] as const;

/** What every answer with (or about) the bytes says. */
const common = (cacheControl: string) => ({
  etag: ETAG,
  'last-modified': DATE,
  'cache-control': cacheControl,
  'accept-ranges': 'bytes',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
});

test.each(places)(
  '%s sends the bytes with all that is to be said of them, and HEAD the same without',
  async (_name, at, cache) => {
    const answers = [await shared().server.inject(at()), await shared().server.inject({ ...at(), method: 'HEAD' })];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        ...common(cache),
        'content-type': 'image/png',
        'content-length': String(SIZE),
        'content-disposition': 'inline; filename=cat.png',
      });
      expect(answer.headers).not.toHaveProperty('content-range');
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    expect(answers.map((answer) => answer.rawPayload.length)).toEqual([SIZE, 0]);
    expect(answers[0]?.rawPayload.equals(bytes)).toBe(true);
  },
);

test.each(places)('%s sends nothing to whoever has it already', async (_name, at, cache) => {
  const { url, headers } = at();
  const conditions = [
    { 'if-none-match': ETAG },
    { 'if-none-match': `"x", W/${ETAG}` },
    { 'if-none-match': '*' },
    { 'if-modified-since': DATE },
    { 'if-none-match': ETAG, range: 'bytes=0-9' },
  ];
  for (const method of ['GET', 'HEAD'] as const) {
    for (const condition of conditions) {
      const answer = await shared().server.inject({ method, url, headers: { ...headers, ...condition } });
      expect([answer.statusCode, answer.rawPayload.length]).toEqual([304, 0]);
      expect(answer.headers).toMatchObject(common(cache));
      for (const name of ['content-length', 'content-type', 'content-range']) {
        expect(answer.headers).not.toHaveProperty(name);
      }
    }
  }
  const changed = await shared().server.inject({ url, headers: { ...headers, 'if-none-match': '"x"' } });
  expect([changed.statusCode, changed.rawPayload.length]).toEqual([200, SIZE]);
});

test.each(places)('%s sends the part that was asked for', async (_name, at, cache) => {
  const { url, headers } = at();
  const ranges: [range: string, start: number, end: number, ifRange?: string][] = [
    ['bytes=0-99', 0, 99],
    ['bytes=1000-1099', 1000, 1099],
    ['bytes=-100', SIZE - 100, SIZE - 1],
    [`bytes=${SIZE - 5}-`, SIZE - 5, SIZE - 1],
    ['bytes=0-999999999', 0, SIZE - 1],
    ['bytes=0-9', 0, 9, ETAG],
    ['bytes=0-9', 0, 9, DATE],
  ];
  for (const [range, start, end, ifRange] of ranges) {
    const condition = ifRange === undefined ? {} : { 'if-range': ifRange };
    const answer = await shared().server.inject({ url, headers: { ...headers, range, ...condition } });
    expect(answer.statusCode, range).toBe(206);
    expect(answer.headers).toMatchObject({
      ...common(cache),
      'content-range': `bytes ${start}-${end}/${SIZE}`,
      'content-length': String(end - start + 1),
      'content-type': 'image/png',
    });
    expect(answer.rawPayload.equals(bytes.subarray(start, end + 1))).toBe(true);
  }
});

test.each(places)('%s sends all of it for a range that says nothing, and for HEAD', async (_name, at) => {
  const { url, headers } = at();
  const asked = [
    { range: 'bytes=0-1,4-5' },
    { range: 'bytes=5-1' },
    { range: 'lines=1-2' },
    { range: 'bytes=0-9', 'if-range': '"x"' },
    { range: 'bytes=0-9', 'if-range': `W/${ETAG}` },
    { range: 'bytes=0-9', 'if-range': 'Wed, 08 Apr 2026 11:00:00 GMT' },
  ];
  for (const each of asked) {
    const answer = await shared().server.inject({ url, headers: { ...headers, ...each } });
    expect([answer.statusCode, answer.rawPayload.length], JSON.stringify(each)).toEqual([200, SIZE]);
    expect(answer.headers).not.toHaveProperty('content-range');
  }
  for (const range of ['bytes=0-9', 'bytes=999999999-']) {
    const head = await shared().server.inject({ method: 'HEAD', url, headers: { ...headers, range } });
    expect([head.statusCode, head.headers['content-length']]).toEqual([200, String(SIZE)]);
  }
});

test.each(places)('%s says when a range lies beyond the end', async (_name, at) => {
  const { url, headers } = at();
  for (const range of [`bytes=${SIZE}-`, 'bytes=999999999-', 'bytes=-0']) {
    const answer = await shared().server.inject({ url, headers: { ...headers, range } });
    expect(answer.statusCode).toBe(416);
    expect(answer.headers).toMatchObject({
      'content-range': `bytes */${SIZE}`,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.json().error).toMatchObject({ code: 'range_not_satisfiable', status: 416 });
  }
});
