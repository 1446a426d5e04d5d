const LONGEST_GRAM = 3;
const MOST_QUERY_GRAMS = 64;

/**
 * Text as it is compared: Unicode compatibility forms and case folded, runs of white space made one blank. What no
 * database can store (half a surrogate pair) becomes what it stores in its place.
 */
export const foldText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    // A sigma looks different at the end of a word, which the end of a query need not be.
    .replaceAll('ς', 'σ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What a row is found by. Parts are kept apart by a character that no folded query contains. */
export const searchTextOf = (parts: readonly (string | null)[]): string =>
  parts.flatMap((part) => (part ? [foldText(part)] : [])).join('\n');

/**
 * Every run of one, two and three characters in `text`, each once, as words that any tokenizer takes whole
 * (`g61g62` for "ab"). Runs of three make long words selective; runs of one and two make "猫" and "小猫" findable,
 * where a trigram index would have to read every row.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const part of text.split('\n')) {
    const characters = Array.from(part, encode);
    for (let start = 0; start < characters.length; start += 1) {
      for (let length = 1; length <= LONGEST_GRAM && start + length <= characters.length; length += 1) {
        grams.add(characters.slice(start, start + length).join(''));
      }
    }
  }
  return [...grams];
}

/**
 * The fewest grams that every row containing `query` must have: those of its greatest length. Of a long query the
 * first are enough to leave few rows; the rest is decided by comparing.
 */
export function queryGrams(query: string): string[] {
  const characters = Array.from(query, encode);
  const length = Math.min(LONGEST_GRAM, characters.length);
  const grams = new Set<string>();
  for (let start = 0; start + length <= characters.length && grams.size < MOST_QUERY_GRAMS; start += 1) {
    grams.add(characters.slice(start, start + length).join(''));
  }
  return [...grams];
}

const encode = (character: string): string => `g${(character.codePointAt(0) ?? 0).toString(16)}`;
