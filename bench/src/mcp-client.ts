import { Agent, request } from 'node:http';

/** What an agent sends over and over. */
const CALLS: readonly { readonly method: string; readonly params: object }[] = [
  { method: 'tools/list', params: {} },
  { method: 'tools/call', params: { name: 'search_assets', arguments: { limit: 20 } } },
  { method: 'tools/call', params: { name: 'list_assets', arguments: { pageSize: 10 } } },
  { method: 'tools/call', params: { name: 'whoami', arguments: {} } },
  { method: 'resources/templates/list', params: {} },
  { method: 'prompts/list', params: {} },
];
const RETRY_MS = 20;

const CLIENT_INFO = { name: 'bench', version: '1' };
/** The revision that begins with a handshake, and the one that says everything with each request. */
const REVISIONS = { handshake: '2025-11-25', stateless: '2026-07-28' } as const;
const META = {
  'io.modelcontextprotocol/protocolVersion': REVISIONS.stateless,
  'io.modelcontextprotocol/clientInfo': CLIENT_INFO,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** What clients have come to, all together. */
export interface Tally {
  answers: number;
  /** Requests that met no server, or lost it, and were sent again. */
  repeated: number;
  readonly errors: string[];
}

export interface McpClientOptions {
  readonly url: string;
  readonly key: string;
  readonly revision: keyof typeof REVISIONS;
  readonly tally: Tally;
  /** Whether to go on, and whether the server may be away at present. */
  readonly isRunning: () => boolean;
  readonly mayBeAway: () => boolean;
}

/** One client with a connection of its own: a handshake or a look around, then one call after another until it is told to stop. */
export async function runMcpClient({
  url,
  key,
  revision,
  tally,
  isRunning,
  mayBeAway,
}: McpClientOptions): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': REVISIONS[revision],
  };
  const isStateless = revision === 'stateless';
  const handshake = { protocolVersion: REVISIONS.handshake, capabilities: {}, clientInfo: CLIENT_INFO };
  let next = isStateless
    ? { method: 'server/discover', params: {} }
    : { method: 'initialize', params: handshake as object };
  for (let id = 1; isRunning(); id += 1) {
    const params = isStateless ? { ...next.params, _meta: META } : next.params;
    const body = JSON.stringify({ jsonrpc: '2.0', id, method: next.method, params });
    const sent = isStateless ? { ...headers, ...routing(next) } : headers;
    const fault = await send(url, agent, sent, body, id);
    if (fault === 'away' && mayBeAway()) {
      tally.repeated += 1;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      continue;
    }
    if (fault === undefined) tally.answers += 1;
    else tally.errors.push(`${next.method}: ${fault}`);
    next = CALLS[id % CALLS.length] ?? next;
  }
  agent.destroy();
}

/** The headers by which revision 2026-07-28 lets a proxy know what a request is about. */
const routing = ({ method, params }: { method: string; params: object }): Record<string, string> => ({
  'mcp-method': method,
  ...('name' in params && { 'mcp-name': String(params.name) }),
});

/** undefined for a result; `away` when there was no connection, or it ended before the answer. */
const send = (
  url: string,
  agent: Agent,
  headers: Record<string, string>,
  body: string,
  id: number,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('error', () => resolve('away'));
      answer.once('end', () => resolve(faultOf(answer.statusCode, text, id)));
    });
    sent.once('error', () => resolve('away'));
    sent.end(body);
  });

function faultOf(status: number | undefined, text: string, id: number): string | undefined {
  if (status !== 200) return `${status} ${text.slice(0, 200)}`;
  const answer = JSON.parse(text) as { id?: number; result?: { isError?: boolean } };
  return answer.id === id && answer.result && !answer.result.isError ? undefined : text.slice(0, 200);
}
