import { API_KEY } from './app.ts';
import { PLAIN } from './mcp.ts';

/** Something that no well-meant client sends to `/mcp`, and what it is answered with. */
export interface Abuse {
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that make no sense to this request. */
  readonly without?: 'authorization';
  readonly body: string;
  readonly status: number;
  /** A code of ours, or of JSON-RPC. */
  readonly code: string | number;
  /** Whether the code is that of a tool's refusal, which is a result to JSON-RPC. */
  readonly byTool?: true;
}

const message = (method: string, params: object = {}, more: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, ...more });
const call = (name: string, args: object): string => message('tools/call', { name, arguments: args });
const PING = message('ping');
const TEN_MEGABYTES = 10_000_000;
const EVIL = 'http://evil.example';

/** Arrays within each other, in place of an argument. */
const nested = (levels: number): string =>
  call('get_asset', { id: 'deep' }).replace('"deep"', '['.repeat(levels) + ']'.repeat(levels));

/** A message of the revision that has no handshake. */
const modern = (method: string, params: object = {}): Pick<Abuse, 'headers' | 'body'> => ({
  headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method },
  body: message(method, {
    ...params,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  }),
});

export const ABUSES: readonly Abuse[] = [
  { what: 'no key', without: 'authorization', body: PING, status: 401, code: 'api_key_missing' },
  {
    what: 'a wrong key',
    headers: { authorization: `Bearer ${API_KEY}x` },
    body: PING,
    status: 401,
    code: 'api_key_invalid',
  },
  { what: 'a JWT', headers: { authorization: 'Bearer a.b.c' }, body: PING, status: 401, code: 'api_key_invalid' },
  {
    what: 'a page of another origin',
    headers: { origin: EVIL, host: 'hub.example' },
    body: PING,
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    what: 'a host name that was rebound to the hub',
    headers: { host: 'evil.example', origin: EVIL },
    body: PING,
    status: 400,
    code: 'host_not_allowed',
  },
  { what: 'no JSON', body: '{"jsonrpc":', status: 400, code: -32700 },
  { what: 'an empty batch', body: '[]', status: 400, code: -32600 },
  { what: 'a batch of what are no messages', body: '[1,2,3]', status: 400, code: -32600 },
  {
    what: 'a batch of more than 100 messages',
    body: `[${Array.from({ length: 101 }, () => PING).join()}]`,
    status: 400,
    code: -32600,
  },
  {
    what: 'another content type',
    headers: { 'content-type': 'text/plain' },
    body: PING,
    status: 415,
    code: 'content_type_not_supported',
  },
  {
    what: 'JSON of 10 MB in an argument',
    body: call('get_asset', { id: 'x'.repeat(TEN_MEGABYTES) }),
    status: 200,
    code: 'tool_argument_invalid',
    byTool: true,
  },
  {
    what: 'JSON of more than the largest picture needs',
    body: call('get_asset', { id: 'x'.repeat(2 * TEN_MEGABYTES) }),
    status: 413,
    code: 'request_too_large',
  },
  { what: 'JSON of more than 32 levels', body: nested(10_000), status: 400, code: -32600 },
  {
    what: 'JSON of more than 20,000 values, besides the ids of a batch',
    body: call('get_asset', Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`a${index}`, 1]))),
    status: 413,
    code: 'request_too_large',
  },
  {
    what: 'the address of a resource of more than 1,000 characters',
    body: message('resources/read', { uri: `asset://${'x'.repeat(TEN_MEGABYTES)}` }),
    status: 200,
    code: -32602,
  },
  { what: 'an unknown method', body: message('no/such'), status: 200, code: -32601 },
  { what: 'an unknown method, revision 2026-07-28', ...modern('no/such'), status: 404, code: -32601 },
  {
    what: 'a header that is not what the body says, revision 2026-07-28',
    headers: { ...modern('tools/list').headers, 'mcp-method': 'prompts/list' },
    body: modern('tools/list').body,
    status: 400,
    code: -32020,
  },
  {
    what: 'a revision that is not served here',
    headers: { 'mcp-protocol-version': '2024-11-05' },
    body: PING,
    status: 400,
    code: -32000,
  },
  { what: 'an unknown tool', body: call('no_such_tool', {}), status: 200, code: -32602 },
  {
    what: 'an argument that there is not',
    body: call('list_assets', { no: 'such' }),
    status: 200,
    code: 'tool_arguments_invalid',
    byTool: true,
  },
];

/** The headers of such a request. */
export function headersOf({ headers, without }: Pick<Abuse, 'headers' | 'without'>): Record<string, string> {
  const all: Record<string, string> = { ...PLAIN, ...headers };
  if (without) delete all[without];
  return all;
}

/** The table of {@link ABUSES} in Markdown. */
export const abuseTable = (): string =>
  [
    '| what is sent | status | code |',
    '|---|---|---|',
    ...ABUSES.map(
      ({ what, status, code, byTool }) => `| ${what} | ${status}${byTool ? ', `isError`' : ''} | \`${code}\` |`,
    ),
  ].join('\n');
