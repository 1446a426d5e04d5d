import Type from 'typebox';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { Word } from '../../core/schema.ts';
import type { Conversion } from '../../imaging/convert.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, TIFF, WEBP } from '../../imaging/types.ts';
import { WATERMARK_POSITIONS, type Watermark } from '../../imaging/watermark/stamp.ts';

/** Formats by every name that they may be given. */
const TARGETS = {
  webp: WEBP,
  avif: AVIF,
  jpeg: JPEG,
  jpg: JPEG,
  png: PNG,
  gif: GIF,
  tiff: TIFF,
  tif: TIFF,
} as const satisfies Record<string, StoredType>;

/** Formats that NekoHub once wrote, and that browsers do not show or should not be sent. */
const FORMER_TARGETS = ['bmp', 'tga'];

const MAX_TEXT_CHARACTERS = 200;
const DEFAULT_MARK: Watermark = { text: 'NekoHub', opacity: 0.5, fontSize: 36, position: 'BottomRight' };

/** Parameters of `format-convert`. */
export const ConvertParameters = Type.Object({
  TargetFormat: Word(Object.keys(TARGETS)),
  KeepOriginal: Type.Optional(
    Type.Boolean({ default: false, description: 'Without effect: the former original is always kept, as a version.' }),
  ),
  Quality: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'For webp, avif and jpeg.' })),
});

/** Parameters of `watermark`. */
export const WatermarkParameters = Type.Object({
  Text: Type.Optional(Type.String({ maxLength: MAX_TEXT_CHARACTERS, default: DEFAULT_MARK.text })),
  Opacity: Type.Optional(Type.Number({ minimum: 0, maximum: 1, default: DEFAULT_MARK.opacity })),
  FontSize: Type.Optional(
    Type.Integer({ minimum: 1, default: DEFAULT_MARK.fontSize, description: 'Pixels; long text is made smaller.' }),
  ),
  Position: Type.Optional(
    Type.Unsafe<Watermark['position']>({ ...Word(WATERMARK_POSITIONS), default: DEFAULT_MARK.position }),
  ),
});

export interface ConvertSettings extends Conversion {
  readonly keepOriginal: boolean;
}

/**
 * Reads the parameters of `format-convert` as clients spell them: names and words in any case, numbers and booleans
 * also as text, null for what is left out; other names are ignored.
 * @throws AppError `format_convert_…`
 */
export function readConvertParameters(parameters: object): ConvertSettings {
  const value = reader(parameters);
  const name = value('TargetFormat');
  const word = typeof name === 'string' ? name.trim().toLowerCase() : '';
  if (word === '')
    throw wrong('format_convert_target_format_required', 'TargetFormat', `Name one of ${listOf(TARGETS)}.`);
  const target = Object.hasOwn(TARGETS, word) ? TARGETS[word as keyof typeof TARGETS] : undefined;
  if (!target) {
    const known = FORMER_TARGETS.includes(word) ? `${word} is no longer written; use` : 'Use';
    throw wrong('format_convert_target_format_invalid', 'TargetFormat', `${known} one of ${listOf(TARGETS)}.`);
  }
  const keepOriginal = asBoolean(value('KeepOriginal') ?? false);
  if (keepOriginal === undefined) throw wrong('format_convert_keep_original_invalid', 'KeepOriginal');
  const given = value('Quality');
  if (given === undefined) return { target, keepOriginal };
  const quality = asNumber(given);
  if (!Number.isInteger(quality)) throw wrong('format_convert_quality_invalid', 'Quality');
  if (quality < 1 || quality > 100) throw wrong('format_convert_quality_out_of_range', 'Quality');
  return { target, keepOriginal, quality };
}

/**
 * Reads the parameters of `watermark`, spelled as in {@link readConvertParameters}. Blank text and position mean the
 * default. Of the text one line is kept.
 * @throws AppError `watermark_…`
 */
export function readWatermarkParameters(parameters: object): Watermark {
  const value = reader(parameters);
  const text = oneLine(value('Text')) || DEFAULT_MARK.text;
  if ([...text].length > MAX_TEXT_CHARACTERS) throw wrong('watermark_text_too_long', 'Text');
  const opacity = asNumber(value('Opacity') ?? DEFAULT_MARK.opacity);
  if (Number.isNaN(opacity)) throw wrong('watermark_opacity_invalid', 'Opacity');
  if (opacity < 0 || opacity > 1) throw wrong('watermark_opacity_out_of_range', 'Opacity');
  const fontSize = asNumber(value('FontSize') ?? DEFAULT_MARK.fontSize);
  if (!Number.isSafeInteger(fontSize)) throw wrong('watermark_font_size_invalid', 'FontSize');
  if (fontSize < 1) throw wrong('watermark_font_size_out_of_range', 'FontSize');
  return { text, opacity, fontSize, position: positionOf(value('Position')) };
}

function positionOf(value: unknown): Watermark['position'] {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === '') return DEFAULT_MARK.position;
  const position = WATERMARK_POSITIONS.find((known) => known.toLowerCase() === word);
  if (position) return position;
  const known = WATERMARK_POSITIONS.join(', ');
  throw wrong('watermark_position_invalid', 'Position', `Position must be one of ${known}.`);
}

/** Characters without a shape, such as line ends, become blanks or nothing. */
const oneLine = (value: unknown): string =>
  typeof value === 'string' ? value.normalize('NFC').replaceAll(/\s+/gu, ' ').replaceAll(/\p{C}/gu, '').trim() : '';

/** Finds values by name in any case; the exact spelling wins. What is null counts as left out. */
function reader(parameters: object): (name: string) => unknown {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(parameters));
  const names = new Map([...values.keys()].map((name) => [name.toLowerCase(), name]));
  return (name) => (values.has(name) ? values.get(name) : values.get(names.get(name.toLowerCase()) ?? '')) ?? undefined;
}

/** NaN when it is no number. */
function asNumber(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
  const isWritten = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(value.trim());
  return isWritten ? asNumber(Number(value)) : Number.NaN;
}

function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

const listOf = (words: object): string => Object.keys(words).join(', ');

const wrong = (code: ErrorCode, name: string, message?: string): AppError =>
  new AppError(code, message, { field: `parameters.${name}` });
