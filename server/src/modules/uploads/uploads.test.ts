import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { callKeys, makeKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { removeObjects } from '../../../test/counts.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { noise, png } from '../../../test/images.ts';
import { answerOf, callTool, errorOf } from '../../../test/mcp.ts';
import { storedFiles } from '../../../test/upload.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Ticket {
  readonly url: string;
  readonly method: string;
  readonly curl: string;
  readonly expiresAtUtc: string;
}

async function ticketFor(hub: TestApp, size: number, more: object = {}, headers = {}): Promise<Ticket> {
  const args = { fileName: "it's a cat.png", contentType: 'image/png', size, ...more };
  return answerOf<Ticket>(await callTool(hub, 'upload_ticket', args, headers));
}

const put = (hub: TestApp, { url }: { url: string }, payload: Buffer, headers: Record<string, string> = {}) =>
  hub.server.inject({ method: 'PUT', url: new URL(url).pathname, headers, payload });

describe('a ticket', () => {
  test('lets one file in, without a key, as its curl line says', async () => {
    await using hub = await startTestApp();
    const bytes = await png();
    const ticket = await ticketFor(hub, bytes.length, {
      altText: 'A cat',
      isPublic: false,
      checksumSha256: sha256(bytes),
    });
    expect(ticket).toEqual({
      url: expect.stringMatching(
        /^http:\/\/localhost:80\/api\/v1\/uploads\/[\w-]{43}$|^http:\/\/localhost\/api\/v1\/uploads\/[\w-]{43}$/,
      ),
      method: 'PUT',
      curl: `curl -g -T './it'\\''s a cat.png' -H 'Content-Type: image/png' '${ticket.url}'`,
      expiresAtUtc: '2026-04-08T12:15:00.000Z',
    });
    const answer = await put(hub, ticket, bytes, { 'content-type': 'image/png' });
    expect(answer.statusCode, answer.body).toBe(201);
    const { data } = answer.json();
    expect(data).toMatchObject({ originalFileName: "it's a cat.png", altText: 'A cat', isPublic: false });
    expect(answer.headers.location).toBe(`/api/v1/assets/${data.id}`);
    const again = await put(hub, ticket, bytes);
    expect([again.statusCode, again.json().error.code]).toEqual([404, 'upload_ticket_invalid']);
    // Neither the database nor the log holds what opens an upload.
    const token = ticket.url.slice(ticket.url.lastIndexOf('/') + 1);
    expect(JSON.stringify(await hub.db.selectFrom('upload_tickets').selectAll().execute())).not.toContain(token);
    expect(hub.log()).not.toContain(token);
    const known = answerOf(
      await callTool(hub, 'upload_ticket', {
        fileName: 'b.png',
        contentType: 'image/png',
        size: bytes.length,
        checksumSha256: sha256(bytes).toUpperCase(),
      }),
    );
    expect(known).toMatchObject({ existing: { id: data.id } });
    expect(known).not.toHaveProperty('url');
  });

  test.each(['\n', ' / ', '\ud800/'])('is not given for a name that no file can have: %j', async (fileName) => {
    await using hub = await startTestApp();
    const refused = errorOf(await callTool(hub, 'upload_ticket', { fileName, contentType: 'image/png', size: 10 }));
    expect(refused).toMatchObject({ code: 'asset_filename_invalid', argument: 'fileName' });
  });

  test('is good for one of many that come at the same time', async () => {
    await using hub = await startTestApp();
    const bytes = await png();
    const ticket = await ticketFor(hub, bytes.length);
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(hub, ticket, bytes)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 404)]);
    expect(await hub.db.selectFrom('assets').select('id').execute()).toHaveLength(1);
  });

  test.each([
    {
      what: 'a shorter file',
      send: (bytes: Buffer) => bytes.subarray(0, -1),
      code: 'upload_size_mismatch',
      status: 400,
    },
    {
      what: 'a longer file',
      send: (bytes: Buffer) => Buffer.concat([bytes, bytes]),
      code: 'upload_size_mismatch',
      status: 400,
    },
    { what: 'another type', type: 'image/jpeg', code: 'upload_type_mismatch', status: 400 },
    { what: 'another file', more: { checksumSha256: 'a'.repeat(64) }, code: 'upload_checksum_mismatch', status: 400 },
    { what: 'no picture', send: (bytes: Buffer) => noise(bytes.length), code: 'asset_content_invalid', status: 400 },
    { what: 'a ticket that is over', wait: 15 * 60_000, code: 'upload_ticket_invalid', status: 404 },
  ])(
    'is no good for $what',
    async ({ send = (bytes: Buffer) => bytes, type = 'image/png', more, wait = 0, code, status }) => {
      await using hub = await startTestApp();
      const bytes = await png();
      const ticket = await ticketFor(hub, bytes.length, more);
      hub.clock.advance(wait);
      const answer = await put(hub, ticket, send(bytes), { 'content-type': type });
      expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
      await removeObjects(hub);
      expect(await storedFiles(hub)).toEqual([]);
      expect(await hub.db.selectFrom('assets').select('id').execute()).toEqual([]);
    },
  );

  test('ends with its key, and tells no one who may not read what is here', async () => {
    await using hub = await startTestApp();
    const { accessToken } = await hub.login();
    const { key, apiKey } = await makeKey(hub, accessToken, { permissions: ['assets.create'] });
    const bytes = await png();
    expect((await put(hub, await ticketFor(hub, bytes.length), bytes)).statusCode).toBe(201);
    const ticket = await ticketFor(hub, bytes.length, { checksumSha256: sha256(bytes) }, bearer(key));
    expect(ticket.url).toBeTypeOf('string');
    expect(ticket).not.toHaveProperty('existing');
    await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`);
    const refused = await put(hub, ticket, bytes);
    expect([refused.statusCode, refused.json().error.code]).toEqual([401, 'api_key_revoked']);
  });

  test.each([
    { args: { size: 0 }, error: { code: 'tool_arguments_invalid', argument: 'size' } },
    { args: { size: 1e9 }, error: { code: 'asset_file_too_large', argument: 'size' } },
    {
      args: { contentType: 'text/html' },
      error: { code: 'tool_arguments_invalid', allowed: expect.arrayContaining(['image/png']) },
    },
    { args: { checksumSha256: 'abc' }, error: { code: 'tool_arguments_invalid', argument: 'checksumSha256' } },
    { args: { altText: 'x'.repeat(1001) }, error: { code: 'asset_alt_text_too_long' } },
  ])('is not made for $args', async ({ args, error }) => {
    await using hub = await startTestApp();
    const asked = { fileName: 'a.png', contentType: 'image/png', size: 10, ...args };
    expect(errorOf(await callTool(hub, 'upload_ticket', asked))).toMatchObject(error);
  });
});

describe('from an address', () => {
  const LOCAL = { Mcp__UploadFromUrl__AllowedNetworks: '127.0.0.1' };

  test('a picture is taken in by its bytes, under its name', async () => {
    const bytes = await png();
    await using site = await startHttpServer((_request, response) => response.end(bytes));
    await using hub = await startTestApp({ settings: LOCAL });
    const answer = await callTool(hub, 'upload_from_url', {
      url: `${site.url}/pictures/%E7%8C%AB.png?x=1`,
      altText: 'A cat',
    });
    expect(answer.structuredContent).toMatchObject({
      originalFileName: '猫.png',
      contentType: 'image/png',
      altText: 'A cat',
      isPublic: true,
      checksumSha256: sha256(bytes),
    });
    expect(answer.structuredContent).not.toHaveProperty('storageKey');
  });

  test.each([
    { what: 'this machine', url: 'http://127.0.0.1:1/', settings: {}, code: 'outbound_address_not_allowed' },
    {
      what: 'what is open to AI services and stores',
      path: '/',
      settings: { Security__Outbound__AllowedNetworks: '127.0.0.1,localhost' },
      code: 'outbound_address_not_allowed',
    },
    {
      what: 'metadata of a cloud',
      url: 'http://169.254.169.254/',
      settings: LOCAL,
      code: 'outbound_address_not_allowed',
    },
    { what: 'a file', url: 'file:///etc/passwd', settings: LOCAL, code: 'outbound_url_invalid' },
    { what: 'no address', url: 'cat', settings: LOCAL, code: 'outbound_url_invalid' },
    { what: 'what is missing', path: '/missing', settings: LOCAL, code: 'upload_url_failed' },
    { what: 'a page', path: '/page', settings: LOCAL, code: 'asset_content_invalid' },
    { what: 'nothing', path: '/nothing', settings: LOCAL, code: 'asset_content_invalid' },
    {
      what: 'too much',
      path: '/large',
      settings: { ...LOCAL, Api__Assets__MaxUploadSizeBytes: '1000' },
      code: 'outbound_response_too_large',
    },
  ])('$what is refused', async ({ url, path = '', settings, code }) => {
    const large = await png(100, 100);
    await using site = await startHttpServer(({ url: asked }, response) => {
      if (asked === '/missing') response.statusCode = 404;
      response.end(asked === '/large' ? large : asked === '/nothing' ? '' : '<html>secret</html>');
    });
    await using hub = await startTestApp({ settings });
    const error = errorOf(await callTool(hub, 'upload_from_url', { url: url ?? `${site.url}${path}` }));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('secret');
    expect(await storedFiles(hub)).toEqual([]);
  });
});
