import { readFile } from 'node:fs/promises';
import type { Font, Glyph } from 'fontkitten';

const BOLD = { wght: 700 };
const NOT_DEFINED = 0;

interface Slice {
  readonly name: string;
  /** First and last code point. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/**
 * The glyph of every character, bold, from the slices that have them; an empty box where the font has none.
 * Characters are drawn one by one: no ligatures, no scripts that need shaping.
 */
export async function glyphsOf(text: string): Promise<Glyph[]> {
  const slices = await readSlices();
  const open = new Map<string, Font>();
  const load = async ({ name }: Slice): Promise<Font> => {
    const font = open.get(name) ?? (await readFont(name));
    open.set(name, font);
    return font;
  };
  const glyphs: Glyph[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    let glyph: Glyph | undefined;
    for (const slice of slices) {
      if (!slice.ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) continue;
      const font = await load(slice);
      if (!font.hasGlyphForCodePoint(codePoint)) continue;
      glyph = font.glyphForCodePoint(codePoint);
      break;
    }
    const [first] = slices;
    if (!glyph && first) glyph = (await load(first)).getGlyph(NOT_DEFINED);
    if (glyph) glyphs.push(glyph);
  }
  return glyphs;
}

/** Noto Sans SC: Latin, Cyrillic, Vietnamese, Chinese, kana. It comes in slices of some hundred letters each. */
const fontIndex = (): string => import.meta.resolve('@fontsource-variable/noto-sans-sc/unicode.json');

/** The package tells which slice has which code points: `"[4]": "U+1f1e9-1f1f5,U+1f232"`. */
async function readSlices(): Promise<Slice[]> {
  const listed: unknown = JSON.parse(await readFile(new URL(fontIndex()), 'utf8'));
  const slices = Object.entries(listed ?? {}).map(([key, ranges]) => ({
    name: key.replaceAll(/[[\]]/g, ''),
    ranges: String(ranges).split(',').map(parseRange),
  }));
  // Scripts are whole in their own slices; the numbered ones have some of their letters too.
  const isNumbered = ({ name }: Slice): boolean => /^\d/.test(name);
  return [...slices.filter((slice) => !isNumbered(slice)).reverse(), ...slices.filter(isNumbered)];
}

function parseRange(range: string): readonly [number, number] {
  const [first = '', last = first] = range.slice('U+'.length).split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

async function readFont(slice: string): Promise<Font> {
  const [{ create }, { default: decompress }, compressed] = await Promise.all([
    import('fontkitten'),
    import('woff2-encoder/decompress'),
    readFile(new URL(`files/noto-sans-sc-${slice}-wght-normal.woff2`, fontIndex())),
  ]);
  const font = create(Buffer.from(await decompress(compressed)));
  if (font.isCollection) throw new Error('Not a single font.');
  return font.getVariation(BOLD);
}
