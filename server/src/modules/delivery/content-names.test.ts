import { expect, test } from 'vitest';
import { API_KEY, bearer } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';

const shared = shareTestApp();

test.each<[fileName: string, fallback: string]>([
  ['cat.png', 'filename=cat.png'],
  ['猫.png', "filename*=UTF-8''%E7%8C%AB.png"],
  ['🐈.png', "filename*=UTF-8''%F0%9F%90%88.png"],
  ['a"b.png', 'filename="a\\"b.png"'],
  ["a'b%20;c=d.png", "filename*=UTF-8''a%27b%2520%3Bc%3Dd.png"],
  ['a\r\nSet-Cookie: x=1.png', 'filename="aSet-Cookie: x=1.png"'],
  ['\u202egnp.exe', 'filename=gnp.exe'],
  ['\ud83d.png', "filename*=UTF-8''%EF%BF%BD.png"],
  ['..', 'filename=..'],
])('no name breaks out of its header: %j', async (originalFileName, expected) => {
  const hub = shared();
  const { id, storageKey } = await uploadAsset(hub);
  await hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: bearer(API_KEY),
    payload: { originalFileName },
  });
  for (const [query, type] of [
    ['', 'inline'],
    ['?download=true', 'attachment'],
    ['?DOWNLOAD=True', 'attachment'],
    ['?download=false', 'inline'],
    ['?download', 'inline'],
  ] as const) {
    const { headers } = await hub.server.inject(`/content/${storageKey}${query}`);
    expect(headers['content-disposition']).toMatch(new RegExp(`^${type}; filename`));
    expect(headers['content-disposition']).toContain(expected);
    expect(headers['content-disposition']).not.toMatch(/[^\x20-\x7e]/);
    expect(headers).not.toHaveProperty('set-cookie');
  }
});

test('without a name there is no name', async () => {
  const hub = shared();
  const { id, storageKey } = await uploadAsset(hub);
  await hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: bearer(API_KEY),
    payload: { originalFileName: null },
  });
  expect((await hub.server.inject(`/content/${storageKey}`)).headers['content-disposition']).toBe('inline');
});
