import { expect, test } from 'vitest';
import { PLAIN, startListening } from '../../../test/mcp.ts';

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const HEADERS = { ...PLAIN, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2026-07-28' };

test('an open stream ends with the program and does not hold it up', async () => {
  await using hub = await startListening();
  const answer = await fetch(hub.url, {
    method: 'POST',
    headers: { ...HEADERS, 'mcp-method': 'subscriptions/listen' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'subscriptions/listen',
      params: { notifications: { toolsListChanged: true }, _meta: META },
    }),
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const streamed = answer.text();
  await hub.server.close();
  expect(await streamed).toContain('"jsonrpc":"2.0"');
});

test('revision 2026-07-28 answers in JSON, also to clients that ask for nothing else, and 404 to unknown methods', async () => {
  await using hub = await startListening();
  const call = (method: string) =>
    fetch(hub.url, {
      method: 'POST',
      headers: { ...PLAIN, 'mcp-protocol-version': '2026-07-28', 'mcp-method': method },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta: META } }),
    });
  const discovered = await call('server/discover');
  expect(discovered.headers.get('content-type')).toBe('application/json');
  expect(await discovered.json()).toMatchObject({
    result: { resultType: 'complete', supportedVersions: ['2026-07-28'] },
  });
  const unknown = await call('no/such');
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ error: { code: -32601 } });
});
