import { AppError } from '../../core/errors.ts';

/** A multiple of four, so that every piece decodes by itself. */
const PIECE_CHARACTERS = 64 * 1024;
const WHITESPACE = /[\t\n\r ]/;
const PIECE = /^[A-Za-z0-9+/]+$/;
const LAST_PIECE = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of a base64 text (RFC 4648 §4: padded, no other alphabet; line breaks are allowed), piece by piece:
 * whoever reads may stop at a limit of theirs before more is decoded.
 * @throws AppError `asset_base64_invalid`
 */
export async function* decodeBase64(text: string): AsyncGenerator<Buffer> {
  const compact = WHITESPACE.test(text) ? text.replaceAll(/[\t\n\r ]+/g, '') : text;
  if (compact.length % 4 !== 0) throw invalid();
  for (let start = 0; start < compact.length; start += PIECE_CHARACTERS) {
    const piece = compact.slice(start, start + PIECE_CHARACTERS);
    const isLast = start + PIECE_CHARACTERS >= compact.length;
    if (!(isLast ? LAST_PIECE : PIECE).test(piece)) throw invalid();
    yield Buffer.from(piece, 'base64');
  }
}

const invalid = (): AppError => new AppError('asset_base64_invalid', 'The argument contentBase64 is not valid base64.');
