/** `\u0000` behind an even number of backslashes, which stand for themselves. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Whether a JSON text holds the character U+0000, which PostgreSQL cannot store and no name or description has. */
export const hasNul = (json: string): boolean => ESCAPED_NUL.test(json);

/** The strings of a stored JSON list. @throws Error when it is anything else, as nothing of ours has written that */
export function parseStringList(json: string): string[] {
  const list: unknown = JSON.parse(json);
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  throw new Error('A stored list of texts is none.');
}
