/** Deeper chains are nobody's; and one may lead back into itself. */
const MAX_CAUSES = 8;

/** An error and what caused it, the outermost first; empty for what is no error. */
export function causesOf(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let at = error; at instanceof Error && found.length < MAX_CAUSES; at = at.cause) found.push(at);
  return found;
}
