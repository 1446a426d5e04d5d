/** `\u0000` behind an even number of backslashes, which stand for themselves. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Whether a JSON text holds the character U+0000, which PostgreSQL cannot store and no name or description has. */
export const hasNul = (json: string): boolean => ESCAPED_NUL.test(json);
