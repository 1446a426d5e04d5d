import type { PageLanguage } from '../modules/gallery/service.ts';

/** Longer ones name more languages than anybody reads. */
const MAX_CHARACTERS = 1000;

/**
 * The language of a page for whoever sends this `Accept-Language` (RFC 9110 §12.5.4): the wanted one, by weight and then
 * by order, that we have; English if there is none. The browser's own choice in `web/src/i18n/languages.ts` is the same.
 */
export function pageLanguage(accepted: string | undefined): PageLanguage {
  const wanted = (accepted ?? '').slice(0, MAX_CHARACTERS).split(',').map(readRange);
  for (const { base } of wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)) {
    if (base === 'zh') return 'zh-CN';
    if (base === 'en') return 'en';
  }
  return 'en';
}

function readRange(text: string): { base: string; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { base: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}
