/** Far deeper than any request of ours; whoever walks a value in turn may rely on it. */
export const MAX_JSON_DEPTH = 32;

/** Whether a JSON value has objects or arrays within each other more than {@link MAX_JSON_DEPTH} times. */
export function isTooDeep(json: unknown): boolean {
  // Level by level rather than by calling itself: the stack is what is to be protected.
  let level = [json].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_JSON_DEPTH) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * The same of a JSON text, before it is parsed: a megabyte of brackets takes half a second to parse, and everybody else
 * waits meanwhile. What is no JSON may be told to be too deep.
 */
export function nestsTooDeep(json: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const mark = json[at];
    if (isText && mark === '\\') at += 1;
    else if (mark === '"') isText = !isText;
    else if (isText) continue;
    else if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') depth -= 1;
    if (depth > MAX_JSON_DEPTH) return true;
  }
  return false;
}
