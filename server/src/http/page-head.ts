import type { PageFacts } from '../modules/gallery/service.ts';

const SITE = 'NekoHub';
const MAX_TITLE = 120;
const MAX_DESCRIPTION = 300;

/**
 * The part of a page's head that tells what it shows, for search engines and for those who show a preview of a link
 * (Open Graph, Twitter cards). Texts are anybody's: all of them are escaped here, and nowhere else.
 */
export function headOf({ title, description, locale, url, image }: PageFacts): string {
  const name = plain(title, MAX_TITLE);
  const about = plain(description, MAX_DESCRIPTION);
  return [
    `<title>${escapeHtml(`${name} – ${SITE}`)}</title>`,
    named('description', about),
    `<link rel="canonical" href="${escapeHtml(url)}" />`,
    property('og:site_name', SITE),
    property('og:type', 'website'),
    property('og:locale', locale),
    property('og:title', name),
    property('og:description', about),
    property('og:url', url),
    ...(image
      ? [
          property('og:image', image.url),
          property('og:image:width', String(image.width)),
          property('og:image:height', String(image.height)),
          property('og:image:alt', plain(image.alt, MAX_TITLE)),
          named('twitter:image', image.url),
        ]
      : []),
    named('twitter:card', image ? 'summary_large_image' : 'summary'),
    named('twitter:title', name),
    named('twitter:description', about),
  ].join('\n    ');
}

/** The head of a page that has nothing to show; the same for whatever reason. */
export const EMPTY_HEAD = `<title>${SITE}</title>\n    <meta name="robots" content="noindex" />`;

const named = (name: string, content: string) => `<meta name="${name}" content="${escapeHtml(content)}" />`;
const property = (name: string, content: string) => `<meta property="${name}" content="${escapeHtml(content)}" />`;

/**
 * One line without what cannot be seen: control characters, those that turn the direction of what follows, and halves
 * of characters.
 */
function plain(text: string, maxCharacters: number): string {
  const line = text
    .slice(0, maxCharacters * 4)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= maxCharacters ? line : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
