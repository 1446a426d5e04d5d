/**
 * Control characters but line breaks and tabs, marks that turn the direction of writing, halves of surrogate pairs, and
 * what nobody sees (tags, above all, can spell a whole text): of that only joiners and the selectors that emoji and
 * scripts are written with stay.
 */
const UNSAFE =
  /[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\p{Default_Ignorable_Code_Point}]--[\n\t\u180b-\u180d\u200c\u200d\ufe00-\ufe0f]]/gv;
/** Above every text that is kept for a picture; what is longer was not written for readers. */
const MAX_CHARACTERS = 8000;

/**
 * A copy of a JSON value whose texts can be put before a model: names, captions and metadata come from anybody, and
 * invisible characters are how instructions are hidden in them.
 */
export function withPlainTexts(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(withPlainTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withPlainTexts(item)]));
}

/** A text without what cannot be seen, cut after `maxCharacters` with an ellipsis. */
export function plainText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const clean = text.replaceAll(UNSAFE, '');
  if (clean.length <= maxCharacters) return clean;
  // Not in the middle of a pair.
  return `${clean.slice(0, maxCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
