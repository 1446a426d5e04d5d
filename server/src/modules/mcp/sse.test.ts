import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer } from '../../../test/app.ts';
import { callEveryTool, EVERY_TOOL_SETTINGS, type ToolClient } from '../../../test/every-tool.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { png } from '../../../test/images.ts';
import { PLAIN, startListening } from '../../../test/mcp.ts';

const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

/** Opens a stream by hand; `next` gives its next event. */
async function openStream(url: URL, headers: Record<string, string> = bearer(API_KEY)) {
  const gone = new AbortController();
  const answer = await fetch(new URL('/mcp/sse', url), { headers, signal: gone.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<string> => {
    while (!text.includes('\n\n')) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return 'the end';
      text += value;
    }
    const [event = '', ...rest] = text.split('\n\n');
    text = rest.join('\n\n');
    return event;
  };
  return { answer, next, close: () => gone.abort() };
}

test('a client that knows nothing newer than 2024-11-05 calls every tool on real pictures', async () => {
  const bytes = await png(20, 20);
  await using site = await startHttpServer((_request, response) => response.end(bytes));
  await using hub = await startListening({ settings: EVERY_TOOL_SETTINGS });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const headers = bearer(API_KEY);
  await client.connect(
    new SSEClientTransport(new URL('/mcp/sse', hub.url), {
      requestInit: { headers },
      eventSourceInit: {
        fetch: (input, init) => fetch(input, { ...init, headers: { ...headers, accept: 'text/event-stream' } }),
      },
    }),
  );
  // What it declares also has a form of former times, which no server of ours sends.
  await callEveryTool(client as ToolClient, `${site.url}/b.png`, () => hub.app.jobs.start());
  await client.close();
});

test.each(['2024-11-05', '2025-06-18'])('a handshake on a stream agrees on %s', async (protocolVersion) => {
  await using hub = await startListening();
  const stream = await openStream(hub.url);
  expect(stream.answer.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.answer.headers.has('access-control-allow-origin')).toBe(false);
  const [, path = ''] =
    /^event: endpoint\ndata: (\/mcp\/message\?sessionId=[0-9a-f]{32})$/.exec(await stream.next()) ?? [];
  const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const sent = await fetch(new URL(path, hub.url), {
    method: 'POST',
    headers: PLAIN,
    body: JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'initialize', params }),
  });
  expect([sent.status, await sent.text()]).toEqual([202, '']);
  const [, data = ''] = /^event: message\ndata: (.*)$/.exec(await stream.next()) ?? [];
  expect(JSON.parse(data)).toMatchObject({ id: 5, result: { protocolVersion, serverInfo: { name: 'NekoHub MCP' } } });
  // Whatever is wrong with a message is told on the stream too.
  await fetch(new URL(path, hub.url), { method: 'POST', headers: PLAIN, body: 'garbage' });
  expect(await stream.next()).toContain('-32700');
  stream.close();
});

test('a stream belongs to its key, and ends with the program', async () => {
  await using hub = await startListening();
  const { accessToken } = await hub.login();
  const { key } = await makeKey(hub, accessToken);
  const stream = await openStream(hub.url);
  const path = (await stream.next()).split('data: ')[1] ?? '';
  const post = async (headers: Record<string, string>, target = path) => {
    const answer = await fetch(new URL(target, hub.url), { method: 'POST', headers, body: PING });
    return [
      answer.status,
      answer.status === 202 ? '' : ((await answer.json()) as { error: { code: string } }).error.code,
    ];
  };
  expect(await post({ ...PLAIN, ...bearer(key) })).toEqual([404, 'mcp_session_not_found']);
  expect(await post({ 'content-type': 'application/json' })).toEqual([401, 'api_key_missing']);
  expect(await post({ ...PLAIN, ...bearer(accessToken) })).toEqual([401, 'api_key_invalid']);
  expect(await post({ ...PLAIN, origin: 'https://evil.example' })).toEqual([403, 'origin_not_allowed']);
  expect(await post(PLAIN, '/mcp/message')).toEqual([400, 'request_invalid']);
  expect(await post(PLAIN, `/mcp/message?sessionId=${'0'.repeat(32)}`)).toEqual([404, 'mcp_session_not_found']);
  expect(await post(PLAIN)).toEqual([202, '']);
  for (const headers of [{}, bearer('wrong'), bearer(accessToken)]) {
    expect((await fetch(new URL('/mcp/sse', hub.url), { headers })).status).toBe(401);
  }
  const foreign = await fetch(new URL('/mcp/sse', hub.url), { headers: { ...PLAIN, origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  expect(await stream.next()).toContain('"result":{}');
  await hub.server.close();
  expect(await stream.next()).toBe('the end');
});

test('asking for the head of a stream opens none', async () => {
  await using hub = await startListening();
  const head = await fetch(new URL('/mcp/sse', hub.url), { method: 'HEAD', headers: bearer(API_KEY) });
  expect([head.status, head.headers.get('allow')]).toEqual([405, 'GET, OPTIONS']);
  // All places of the key are free.
  for (let n = 0; n < 20; n += 1) expect((await openStream(hub.url)).answer.status).toBe(200);
});

test.each(['/mcp/sse', '/mcp/message'])('a page of another origin is not let near %s', async (path) => {
  await using hub = await startListening();
  const answer = await fetch(new URL(path, hub.url), {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(answer.status).toBe(403);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});
