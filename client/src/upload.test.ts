import { describe, expect, it } from 'vitest';
import type { Credentials } from './credentials.ts';
import { createUpload } from './upload.ts';
import { fetchTransport, type UploadRequest } from './upload-transport.ts';

const renewable = (): Credentials => ({
  cookies: 'omit',
  bearer: async () => 'old',
  renew: async (refused) => (refused === 'old' ? 'new' : null),
});

const file = { content: new Blob(['picture']), fileName: '猫.png', contentType: 'image/png' };

describe('upload', () => {
  it('sends the text fields before the file, which has the type of its bytes', async () => {
    const sent: UploadRequest[] = [];
    const upload = createUpload('http://hub.test', renewable(), async (request) => {
      sent.push(request);
      return { status: 202, retryAfter: null, body: { data: { id: 'a' } } };
    });
    await upload({ ...file, isPublic: false, description: '' });
    const parts = [...(sent[0]?.form.entries() ?? [])];
    expect(parts.map(([name]) => name)).toEqual(['isPublic', 'file']);
    expect(parts[0]?.[1]).toBe('false');
    expect(parts[1]?.[1]).toMatchObject({ name: '猫.png', type: 'image/png' });
  });

  it('outlives its access token', async () => {
    const bearers: (string | null)[] = [];
    const upload = createUpload('', renewable(), async ({ bearer }) => {
      bearers.push(bearer);
      return bearer === 'old'
        ? { status: 401, retryAfter: null, body: null }
        : { status: 202, retryAfter: null, body: { data: { id: 'a' } } };
    });
    await expect(upload(file)).resolves.toEqual({ id: 'a' });
    expect(bearers).toEqual(['old', 'new']);
  });

  it.each([
    [
      413,
      { error: { code: 'asset_file_too_large', message: 'Too large.', traceId: 't', status: 413 } },
      'asset_file_too_large',
    ],
    [502, '<html>bad gateway</html>', 'http_502'],
  ])('fails with the code of a %i', async (status, body, code) => {
    const upload = createUpload('', renewable(), async () => ({ status, retryAfter: null, body }));
    await expect(upload(file)).rejects.toMatchObject({ status, code });
  });

  it.each([
    ['7', 7],
    ['soon', null],
    [null, null],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('tells that a server which says %j asks to wait %j seconds', async (retryAfter, retryAfterSeconds) => {
    const headers: HeadersInit = retryAfter === null ? {} : { 'Retry-After': retryAfter };
    const upload = createUpload(
      'http://hub.test',
      renewable(),
      fetchTransport(async () => new Response('{}', { status: 503, headers })),
    );
    await expect(upload(file)).rejects.toMatchObject({ status: 503, retryAfterSeconds });
  });
});
