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

/** Sends one request in a plain POST, without a handshake, and returns its result. */
export async function request<Result>(
  hub: TestApp,
  method: string,
  params: object = {},
  headers: Record<string, string> = {},
  url = '/mcp',
): Promise<Result> {
  const payload = { jsonrpc: '2.0', id: 1, method, params };
  const answer = await hub.server.inject({ method: 'POST', url, headers: { ...PLAIN, ...headers }, payload });
  const { result } = answer.json<{ result?: Result }>();
  if (answer.statusCode !== 200 || !result) throw new Error(`No result: ${answer.body}`);
  return result;
}

export const callTool = (
  hub: TestApp,
  name: string,
  args?: unknown,
  headers: Record<string, string> = {},
  url = '/mcp',
): Promise<ToolAnswer> => request(hub, 'tools/call', { name, arguments: args }, headers, url);

/** What a tool says of why it refuses. */
export interface ToolError {
  readonly code: string;
  readonly message: string;
  readonly argument?: string;
  readonly allowed?: readonly string[];
  readonly permission?: string;
  readonly next?: string;
}

export function errorOf({ content, isError }: ToolAnswer): ToolError {
  if (!isError) throw new Error(`Not refused: ${content[0]?.text}`);
  return (JSON.parse(content[0]?.text ?? '') as { error: ToolError }).error;
}

/** What a tool answered, from its text, which every client gets. */
export function answerOf<Answer = Record<string, unknown>>({ content, isError }: ToolAnswer): Answer {
  if (isError) throw new Error(`Refused: ${content[0]?.text}`);
  return JSON.parse(content[0]?.text ?? '') as Answer;
}
