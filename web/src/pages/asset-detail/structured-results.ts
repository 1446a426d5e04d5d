import type { Asset } from '@nekohub/client';

/** What a model said about a picture. */
export interface Caption {
  caption: string;
  altText: string | null;
  tags: readonly string[];
  generator: string | null;
  createdAtUtc: string;
}

const CAPTION = 'basic_caption';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

const read = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

/** The latest caption of an asset, whichever program wrote it; null without one that can be read. */
export const captionOf = (results: Asset['structuredResults']): Caption | null => {
  const result = results
    .filter(({ kind }) => kind === CAPTION)
    .toSorted((a, b) => Date.parse(b.createdAtUtc) - Date.parse(a.createdAtUtc))[0];
  const payload = result === undefined ? null : read(result.payloadJson);
  if (result === undefined || typeof payload !== 'object' || payload === null) return null;
  const { caption, altText, tags, generator }: Record<string, unknown> = { ...payload };
  const text = textOf(caption);
  if (text === null) return null;
  return {
    caption: text,
    altText: textOf(altText),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    generator: textOf(generator),
    createdAtUtc: result.createdAtUtc,
  };
};

/** The other results, as text that can be read. */
export const otherResults = (results: Asset['structuredResults']): { kind: string; text: string }[] =>
  results
    .filter(({ kind }) => kind !== CAPTION)
    .map(({ kind, payloadJson }) => {
      const payload = read(payloadJson);
      return { kind, text: payload === null ? payloadJson : JSON.stringify(payload, null, 2) };
    });
