export const MAX_CHARACTERS = 256;
/** Shorter names are in too many words to say anything. */
const MIN_NAME_CHARACTERS = 4;

type Problem = { rule: 'tooShort'; missing: number } | { rule: 'tooLong' | 'containsName' };

/**
 * What the server would refuse a new password for, as far as can be told here: common ones it knows itself. Characters
 * are code points, and nothing is trimmed.
 */
export const passwordProblem = (password: string, username: string, minLength: number): Problem | null => {
  const length = [...password].length;
  if (length < minLength) return { rule: 'tooShort', missing: minLength - length };
  if (length > MAX_CHARACTERS) return { rule: 'tooLong' };
  const name = username.trim().toLowerCase();
  const contains = [...name].length >= MIN_NAME_CHARACTERS && password.toLowerCase().includes(name);
  return contains ? { rule: 'containsName' } : null;
};
