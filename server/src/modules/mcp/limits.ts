import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { isTooDeep, MAX_JSON_DEPTH } from '../../core/json-depth.ts';

/** MCP allows tool names of 128 characters; names of arguments get the same. */
const MAX_NAME_CHARACTERS = 128;
/** Our own addresses are far shorter; what is refused is repeated in the answer. */
const MAX_URI_CHARACTERS = 1000;

/** The answer to a message that is too deep, undefined for any other: JSON-RPC 2.0 §5.1, Invalid Request. */
export function depthRefusal(body: unknown): Response | undefined {
  if (!isTooDeep(body)) return undefined;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null;
  const message = `The request is nested more than ${MAX_JSON_DEPTH} levels deep.`;
  return Response.json(
    {
      jsonrpc: '2.0',
      id: typeof id === 'string' || typeof id === 'number' ? id : null,
      error: { code: ProtocolErrorCode.InvalidRequest, message },
    },
    { status: 400 },
  );
}

/** @throws ProtocolError Invalid Params for a name that no tool or argument has; it is not repeated in the answer */
export function checkNames(tool: string, args: object | undefined): void {
  check('tool', tool);
  for (const name of Object.keys(args ?? {})) check('argument', name);
}

/** @throws ProtocolError Invalid Params for an address that is longer than any; it is not repeated in the answer */
export function checkUri(uri: string): void {
  if (uri.length <= MAX_URI_CHARACTERS) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The address of a resource has at most ${MAX_URI_CHARACTERS} characters.`,
    { code: 'resource_uri_invalid' },
  );
}

function check(kind: 'tool' | 'argument', name: string): void {
  if (name.length <= MAX_NAME_CHARACTERS) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The name of ${kind === 'tool' ? 'a tool' : 'an argument'} has at most ${MAX_NAME_CHARACTERS} characters.`,
  );
}
