/** What prompts are written in. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of our languages that a request prefers (RFC 9110 §12.5.4); weights are not weighed, order is. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').toLowerCase().split(',');
  const known = ranges.map((range) => LANGUAGES.find((language) => range.trim().startsWith(language)));
  return known.find((language) => language !== undefined) ?? 'en';
}
