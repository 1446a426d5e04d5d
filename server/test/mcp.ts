import { API_KEY, startTestApp, type TestApp, type TestAppOptions } from './app.ts';

/** A program that really listens, as MCP clients bring their own HTTP. */
export async function startListening(options: TestAppOptions = {}): Promise<TestApp & { readonly url: URL }> {
  const hub = await startTestApp(options);
  const address = await hub.server.listen({ host: '127.0.0.1', port: 0 });
  return { ...hub, url: new URL('/mcp', address) };
}

/** What plain HTTP clients send: a key, JSON, and nothing of the protocol. */
export const PLAIN = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };

export interface ToolAnswer {
  readonly content: { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
}

/** Calls a tool in one plain POST, without a handshake. */
export async function callTool(hub: TestApp, name: string, args?: unknown): Promise<ToolAnswer> {
  const payload = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
  const answer = await hub.server.inject({ method: 'POST', url: '/mcp', headers: PLAIN, payload });
  const { result } = answer.json<{ result?: ToolAnswer }>();
  if (answer.statusCode !== 200 || !result) throw new Error(`No result: ${answer.body}`);
  return result;
}

/** The code and sentence of a tool's refusal. */
export function errorOf({ content, isError }: ToolAnswer): { code: string; message: string } {
  if (!isError) throw new Error(`Not refused: ${content[0]?.text}`);
  return (JSON.parse(content[0]?.text ?? '') as { error: { code: string; message: string } }).error;
}
