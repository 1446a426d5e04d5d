import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { AVIF, GIF, JPEG, PNG, TIFF, WEBP } from '../../imaging/types.ts';
import {
  ConvertParameters,
  readConvertParameters,
  readWatermarkParameters,
  WatermarkParameters,
} from './parameters.ts';

/** What comes of it, or code and field of the refusal. */
function outcome(task: () => unknown): unknown {
  try {
    return task();
  } catch (error) {
    if (error instanceof AppError) return `${error.status} ${error.code} ${error.details.field}`;
    throw error;
  }
}

const convert = (parameters: object) => outcome(() => readConvertParameters(parameters));
const mark = (parameters: object) => outcome(() => readWatermarkParameters(parameters));

test.each([
  ['webp', WEBP],
  ['avif', AVIF],
  ['jpeg', JPEG],
  ['jpg', JPEG],
  ['png', PNG],
  ['gif', GIF],
  ['tiff', TIFF],
  ['tif', TIFF],
  [' WebP ', WEBP],
])('format-convert: %j is a format', (TargetFormat, target) => {
  expect(convert({ TargetFormat })).toEqual({ target, keepOriginal: false });
  expect(convert({ targetFORMAT: TargetFormat })).toEqual({ target, keepOriginal: false });
});

test.each([
  [{}, '400 format_convert_target_format_required parameters.TargetFormat'],
  [{ TargetFormat: null }, '400 format_convert_target_format_required parameters.TargetFormat'],
  [{ TargetFormat: '  ' }, '400 format_convert_target_format_required parameters.TargetFormat'],
  [{ TargetFormat: 7 }, '400 format_convert_target_format_required parameters.TargetFormat'],
  [{ TargetFormat: 'svg' }, '400 format_convert_target_format_invalid parameters.TargetFormat'],
  [{ TargetFormat: 'constructor' }, '400 format_convert_target_format_invalid parameters.TargetFormat'],
  [{ TargetFormat: 'bmp' }, '400 format_convert_target_format_invalid parameters.TargetFormat'],
  [{ TargetFormat: 'TGA' }, '400 format_convert_target_format_invalid parameters.TargetFormat'],
  [{ TargetFormat: 'png', KeepOriginal: 1 }, '400 format_convert_keep_original_invalid parameters.KeepOriginal'],
  [{ TargetFormat: 'png', KeepOriginal: 'yes' }, '400 format_convert_keep_original_invalid parameters.KeepOriginal'],
  [{ TargetFormat: 'png', Quality: 'high' }, '400 format_convert_quality_invalid parameters.Quality'],
  [{ TargetFormat: 'png', Quality: 80.5 }, '400 format_convert_quality_invalid parameters.Quality'],
  [{ TargetFormat: 'png', Quality: 0 }, '400 format_convert_quality_out_of_range parameters.Quality'],
  [{ TargetFormat: 'png', Quality: '101' }, '400 format_convert_quality_out_of_range parameters.Quality'],
  [
    { TargetFormat: 'png', KeepOriginal: ' TRUE ' },
    { target: PNG, keepOriginal: true },
  ],
  [
    { TargetFormat: 'png', keeporiginal: 'false' },
    { target: PNG, keepOriginal: false },
  ],
  [
    { TargetFormat: 'png', KeepOriginal: null, Quality: null },
    { target: PNG, keepOriginal: false },
  ],
  [
    { TargetFormat: 'webp', quality: ' 75 ' },
    { target: WEBP, keepOriginal: false, quality: 75 },
  ],
  [
    { TargetFormat: 'webp', Quality: 100, Colour: 'red' },
    { target: WEBP, keepOriginal: false, quality: 100 },
  ],
  [
    { targetformat: 'gif', TargetFormat: 'png' },
    { target: PNG, keepOriginal: false },
  ],
])('format-convert: %j', (parameters, expected) => {
  expect(convert(parameters)).toEqual(expected);
});

test('format-convert: what is no longer written is said to be so', () => {
  expect(() => readConvertParameters({ TargetFormat: 'bmp' })).toThrow(
    'bmp is no longer written; use one of webp, avif, jpeg, jpg, png, gif, tiff, tif.',
  );
});

const DEFAULTS = { text: 'NekoHub', opacity: 0.5, fontSize: 36, position: 'BottomRight' };

test.each([
  [{}, {}],
  [{ Text: null, Opacity: null, FontSize: null, Position: null }, {}],
  [{ Text: ' \n ', Position: '  ' }, {}],
  [{ Text: 5, Position: 5 }, {}],
  [{ Text: '\u200b\u202e' }, {}],
  [{ text: '  猫\r\n图\t2026 ' }, { text: '猫 图 2026' }],
  [{ Text: 'e\u0301' }, { text: 'é' }],
  [{ Text: 'x'.repeat(200) }, { text: 'x'.repeat(200) }],
  [{ Text: '\u{2000b}'.repeat(200) }, { text: '\u{2000b}'.repeat(200) }],
  [{ opacity: '0.25' }, { opacity: 0.25 }],
  [{ Opacity: ' .5e0 ' }, {}],
  [{ Opacity: 0 }, { opacity: 0 }],
  [{ Opacity: '1' }, { opacity: 1 }],
  [{ FONTSIZE: '48' }, { fontSize: 48 }],
  [{ FontSize: 1 }, { fontSize: 1 }],
  [{ FontSize: 1_000_000 }, { fontSize: 1_000_000 }],
  [{ Position: ' topleft ' }, { position: 'TopLeft' }],
  [{ position: 'CENTER' }, { position: 'Center' }],
])('watermark: %j', (parameters, expected) => {
  expect(mark(parameters)).toEqual({ ...DEFAULTS, ...expected });
});

test.each([
  [{ Text: 'x'.repeat(201) }, '400 watermark_text_too_long parameters.Text'],
  [{ Opacity: 'half' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: 'NaN' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: '' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: '0,5' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: '0x1' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: '1e999' }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: true }, '400 watermark_opacity_invalid parameters.Opacity'],
  [{ Opacity: -0.01 }, '400 watermark_opacity_out_of_range parameters.Opacity'],
  [{ Opacity: '1.01' }, '400 watermark_opacity_out_of_range parameters.Opacity'],
  [{ FontSize: 36.5 }, '400 watermark_font_size_invalid parameters.FontSize'],
  [{ FontSize: 'big' }, '400 watermark_font_size_invalid parameters.FontSize'],
  [{ FontSize: 1e300 }, '400 watermark_font_size_invalid parameters.FontSize'],
  [{ FontSize: [] }, '400 watermark_font_size_invalid parameters.FontSize'],
  [{ FontSize: 0 }, '400 watermark_font_size_out_of_range parameters.FontSize'],
  [{ FontSize: '-5' }, '400 watermark_font_size_out_of_range parameters.FontSize'],
  [{ Position: 'Middle' }, '400 watermark_position_invalid parameters.Position'],
])('watermark: %j is refused', (parameters, expected) => {
  expect(mark(parameters)).toBe(expected);
});

test('the documented schemas say the same', () => {
  expect(Value.Check(ConvertParameters, { TargetFormat: 'avif', Quality: 100, KeepOriginal: true })).toBe(true);
  expect(Value.Check(ConvertParameters, { TargetFormat: 'bmp' })).toBe(false);
  expect(Value.Check(ConvertParameters, {})).toBe(false);
  expect(Value.Check(WatermarkParameters, { Text: '猫', Opacity: 1, FontSize: 1, Position: 'Center' })).toBe(true);
  expect(Value.Check(WatermarkParameters, { Opacity: 2 })).toBe(false);
  const defaults = Object.values(WatermarkParameters.properties).map((property) => Reflect.get(property, 'default'));
  expect(defaults).toEqual(Object.values(DEFAULTS));
});
