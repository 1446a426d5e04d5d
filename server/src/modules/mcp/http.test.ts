import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { noise } from '../../../test/images.ts';
import { PLAIN } from '../../../test/mcp.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const post = (hub: TestApp, payload: object | string, headers: Record<string, string> = {}) =>
  hub.server.inject({ method: 'POST', url: '/mcp', headers: { ...PLAIN, ...headers }, payload });

describe('who may call', () => {
  test.each([
    { credential: undefined, code: 'api_key_missing', challenge: 'Bearer realm="NekoHub"' },
    { credential: 'wrong', code: 'api_key_invalid', challenge: /error="invalid_token"/ },
    { credential: 'a.b.c', code: 'api_key_invalid', challenge: /error="invalid_token"/ },
  ])('$credential → 401 $code', async ({ credential, code, challenge }) => {
    await using hub = await startTestApp();
    const headers = credential === undefined ? {} : bearer(credential);
    for (const method of ['GET', 'POST'] as const) {
      const answer = await hub.server.inject({
        method,
        url: '/mcp',
        headers,
        ...(method === 'POST' && { payload: PING }),
      });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({
        error: { code, message: expect.any(String), traceId: expect.any(String), status: 401 },
      });
      expect(answer.headers['www-authenticate']).toEqual(
        typeof challenge === 'string' ? challenge : expect.stringMatching(challenge),
      );
    }
  });

  test('an access token is no key', async () => {
    await using hub = await startTestApp();
    const { accessToken } = await hub.login();
    const answer = await post(hub, PING, bearer(accessToken));
    expect(answer.statusCode).toBe(401);
    expect(answer.json().error.code).toBe('api_key_invalid');
  });
});

test.each([
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
])('%s: nothing leads a client to a sign-in that there is not', async (url) => {
  await using hub = await startTestApp();
  // Also for clients that would take a page for an answer.
  for (const accept of ['application/json', 'text/html,*/*']) {
    const answer = await hub.server.inject({ url, headers: { accept } });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error.code).toBe('route_not_found');
  }
  const refused = await post(hub, PING, { authorization: 'Bearer wrong' });
  expect(refused.headers['www-authenticate']).not.toContain('resource_metadata');
});

describe('origins', () => {
  test.each([
    { origin: 'http://localhost:80', status: 403 },
    { origin: 'http://localhost', status: 200 },
    { origin: 'https://agents.example', status: 200 },
    { origin: 'https://pictures.example', status: 200 },
    { origin: 'http://evil.example', status: 403 },
    { origin: 'null', status: 403 },
    { origin: ' ', status: 200 },
  ])('$origin → $status', async ({ origin, status }) => {
    const settings = {
      Mcp__AllowedOrigins: 'https://agents.example',
      Server__PublicUrl: 'https://pictures.example/hub',
    };
    await using hub = await startTestApp({ settings });
    for (const answer of [
      await post(hub, PING, { origin, host: 'localhost' }),
      await hub.server.inject({ url: '/mcp', headers: { ...bearer(API_KEY), origin, host: 'localhost' } }),
    ]) {
      expect(answer.statusCode).toBe(status);
      if (status === 403) expect(answer.json().error.code).toBe('origin_not_allowed');
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  test('a host name that was rebound to us does not count as our own', async () => {
    await using hub = await startTestApp();
    const answer = await post(hub, PING, { origin: 'http://evil.example', host: 'evil.example' });
    expect(answer.statusCode).toBe(403);
  });
});

describe('GET', () => {
  test('tells how to connect', async () => {
    await using hub = await startTestApp();
    const answer = await hub.server.inject({ url: '/mcp', headers: { ...bearer(API_KEY), host: 'hub.example' } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      data: {
        name: 'NekoHub MCP',
        version: expect.any(String),
        protocolVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'],
        connect: {
          transport: 'streamable-http',
          url: 'http://hub.example/mcp',
          header: 'Authorization: Bearer <API key>',
        },
      },
    });
  });

  test('names the public address when there is one', async () => {
    await using hub = await startTestApp({ settings: { Server__PublicUrl: 'https://pictures.example/hub/' } });
    const answer = await hub.server.inject({ url: '/mcp', headers: bearer(API_KEY) });
    expect(answer.json().data.connect.url).toBe('https://pictures.example/hub/mcp');
  });

  test('offers no event stream', async () => {
    await using hub = await startTestApp();
    const answer = await hub.server.inject({
      url: '/mcp',
      headers: { ...bearer(API_KEY), accept: 'text/event-stream' },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toContain('POST');
    expect(answer.json().error.code).toBe('method_not_allowed');
  });

  test.each(['DELETE', 'PUT', 'PATCH'] as const)('%s is no method here', async (method) => {
    await using hub = await startTestApp();
    const answer = await hub.server.inject({ method, url: '/mcp', headers: bearer(API_KEY) });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toContain('POST');
  });
});

describe('POST', () => {
  test.each([
    { accept: undefined },
    { accept: '*/*' },
    { accept: 'application/json' },
    { accept: 'application/json, text/event-stream' },
  ])('answers in JSON, without a handshake, when asked for $accept', async ({ accept }) => {
    await using hub = await startTestApp();
    const answer = await post(
      hub,
      { jsonrpc: '2.0', id: 'a', method: 'tools/call', params: { name: 'list_assets', arguments: {} } },
      accept === undefined ? {} : { accept },
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: {
        content: [{ type: 'text', text: '{"items":[],"page":1,"pageSize":20,"total":0}' }],
        structuredContent: { items: [], page: 1, pageSize: 20, total: 0 },
      },
    });
  });

  test.each([
    { sent: '2025-06-18', agreed: '2025-06-18' },
    { sent: '2025-03-26', agreed: '2025-03-26' },
    { sent: '2024-11-05', agreed: '2025-11-25' },
    { sent: '1999-01-01', agreed: '2025-11-25' },
  ])('a handshake that asks for $sent agrees on $agreed', async ({ sent, agreed }) => {
    await using hub = await startTestApp();
    const params = { protocolVersion: sent, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const answer = await post(hub, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    expect(answer.json().result).toMatchObject({
      protocolVersion: agreed,
      capabilities: { tools: { listChanged: false } },
      serverInfo: { name: 'NekoHub MCP' },
      instructions: expect.stringContaining('search_assets'),
    });
    expect(answer.headers).not.toHaveProperty('mcp-session-id');
  });

  test.each([
    { what: 'garbage', payload: 'garbage', status: 400, code: -32700 },
    { what: 'nothing', payload: '', status: 400, code: -32700 },
    {
      what: 'a poisoned prototype',
      payload: '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}',
      status: 400,
      code: -32700,
    },
    { what: 'a word', payload: '"ping"', status: 400, code: -32600 },
    { what: 'no message', payload: '{}', status: 400, code: -32600 },
    { what: 'an empty batch', payload: '[]', status: 400, code: -32600 },
    { what: 'an id that is null', payload: { ...PING, id: null }, status: 400, code: -32600 },
    { what: 'an unknown method', payload: { ...PING, method: 'no/such' }, status: 200, code: -32601 },
    {
      what: 'an unknown revision',
      payload: PING,
      headers: { 'mcp-protocol-version': '2024-11-05' },
      status: 400,
      code: -32000,
    },
    {
      what: 'arguments that are none',
      payload: { ...PING, method: 'tools/call', params: { name: 'get_asset', arguments: [1] } },
      status: 200,
      code: -32602,
    },
    { what: 'a request that is too deep', payload: nested(33), status: 400, code: -32600 },
    { what: 'one that is as deep as a message may have values', payload: nested(10_000), status: 400, code: -32600 },
    { what: 'a tool with a name of 129 letters', payload: call('x'.repeat(129), {}), status: 200, code: -32602 },
    {
      what: 'an argument with a name of 129 letters',
      payload: call('get_asset', { ['x'.repeat(129)]: 1 }),
      status: 200,
      code: -32602,
    },
  ])('$what → $status, $code', async ({ payload, headers, status, code }) => {
    await using hub = await startTestApp();
    const answer = await post(hub, payload, headers);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ jsonrpc: '2.0', error: { code } });
    expect(answer.body).not.toMatch(/node_modules|\.[mt]s\b|x{100}/);
  });

  test('a refusal for its depth carries the id of the request; one within the limit is called', async () => {
    await using hub = await startTestApp();
    const deep = await post(hub, nested(33));
    expect(deep.json()).toMatchObject({ id: 7, error: { message: expect.stringContaining('32 levels') } });
    const allowed = await post(hub, nested(32));
    expect(allowed.json()).toMatchObject({ id: 7, result: { isError: true } });
  });

  test('a notification is taken and not answered', async () => {
    await using hub = await startTestApp();
    const answer = await post(hub, { jsonrpc: '2.0', method: 'notifications/initialized' });
    expect(answer.statusCode).toBe(202);
    expect(answer.body).toBe('');
  });

  test('a batch is answered as one, as revision 2025-03-26 wants it', async () => {
    await using hub = await startTestApp();
    const answer = await post(hub, [
      PING,
      { ...PING, id: 2, method: 'tools/list' },
      { ...PING, id: 3, method: 'no/such' },
    ]);
    const results = answer.json<{ id: number }[]>().sort((a, b) => a.id - b.id);
    expect(results).toMatchObject([
      { id: 1, result: {} },
      { id: 2, result: {} },
      { id: 3, error: { code: -32601 } },
    ]);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml'])('%s is not read', async (type) => {
    await using hub = await startTestApp();
    const answer = await post(hub, JSON.stringify(PING), { 'content-type': type });
    expect(answer.statusCode).toBe(415);
    expect(answer.json().error.code).toBe('content_type_not_supported');
  });

  test('a body without a content type is read as JSON', async () => {
    await using hub = await startTestApp();
    const payload = JSON.stringify(PING);
    const answer = await hub.server.inject({ method: 'POST', url: '/mcp', headers: bearer(API_KEY), payload });
    expect(answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  });

  test('the largest picture fits in base64, and little more', async () => {
    const settings = { Api__Assets__MaxUploadSizeBytes: '3000000', Server__MaxJsonBodyBytes: '2048' };
    await using hub = await startTestApp({ settings });
    const call = (contentBase64: string) => {
      const args = { fileName: 'a.png', contentType: 'image/png', contentBase64 };
      return post(hub, {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'upload_asset', arguments: args },
      });
    };
    const largest = await call(noise(3_000_000).toString('base64'));
    expect(largest.body).toContain('asset_content_invalid');
    const larger = await call(noise(3_010_000).toString('base64'));
    expect(larger.statusCode).toBe(413);
    expect(larger.json().error).toMatchObject({ code: 'request_too_large', status: 413 });
  });
});

const call = (name: string, args: object) => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: args },
});

/** The text of a tool call with this many levels in all, three of which are the message's own. */
function nested(depth: number): string {
  const levels = depth - 3;
  const value = `${'['.repeat(levels)}${']'.repeat(levels)}`;
  return JSON.stringify(call('get_asset', { id: 'deep' })).replace('"deep"', value);
}
