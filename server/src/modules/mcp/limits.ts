import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** Far deeper than any request of the protocol; whoever walks a message in turn may rely on it. */
const MAX_DEPTH = 32;
/** MCP allows tool names of 128 characters; names of arguments get the same. */
const MAX_NAME_CHARACTERS = 128;

/** Whether a JSON value has objects or arrays within each other more than {@link MAX_DEPTH} times. */
export function isTooDeep(json: unknown): boolean {
  // Level by level rather than by calling itself: the stack is what is to be protected.
  let level = [json].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The answer to a message that is too deep: JSON-RPC 2.0 §5.1, Invalid Request. */
export function tooDeepAnswer(body: unknown): Response {
  const id = isContainer(body) && 'id' in body ? body.id : null;
  const message = `The request is nested more than ${MAX_DEPTH} levels deep.`;
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

function check(kind: 'tool' | 'argument', name: string): void {
  if (name.length <= MAX_NAME_CHARACTERS) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The name of ${kind === 'tool' ? 'a tool' : 'an argument'} has at most ${MAX_NAME_CHARACTERS} characters.`,
  );
}
