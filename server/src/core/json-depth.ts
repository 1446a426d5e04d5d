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
