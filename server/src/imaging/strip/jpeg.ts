import type { Cursor, Parser } from '../byte-reader.ts';
import { EXIF_SIGNATURE, orientationExif, readOrientation } from '../exif.ts';
import { walkJpeg } from '../jpeg.ts';
import { collectEdits, type StripPlan } from './edits.ts';

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;
/** Marker and length. */
const HEADER_BYTES = 4;

/** Application segments that decoders need, by how they begin; `keep` bytes of them, as a thumbnail may follow. */
const NEEDED: Readonly<Record<number, { readonly signature: string; readonly keep?: number }>> = {
  [APP0]: { signature: 'JFIF\0', keep: 14 },
  [APP2]: { signature: 'ICC_PROFILE\0' },
  // How the colours are coded: without it CMYK comes out inverted.
  [APP14]: { signature: 'Adobe', keep: 12 },
};

/**
 * Drops comments and every application segment but JFIF, ICC profile and Adobe's; the first Exif segment becomes one
 * that only gives the orientation. Further pictures behind the end (CIPA DC-007) go too.
 */
export function* planJpeg(cursor: Cursor): Parser<StripPlan> {
  const edits = collectEdits();
  let hasExif = false;

  yield* walkJpeg(function* (marker, bytes) {
    if (marker !== COM && (marker < APP0 || marker > APP15)) return 0;
    const start = cursor.offset - HEADER_BYTES;
    const end = cursor.offset + bytes;
    const needed = NEEDED[marker];
    if (needed) {
      const head = yield { take: Math.min(bytes, needed.keep ?? needed.signature.length) };
      if (!head.toString('latin1').startsWith(needed.signature)) edits.cut(start, end);
      else if (needed.keep && bytes > needed.keep) edits.replace(start, end, headOnly(marker, head));
      return head.length;
    }
    if (marker !== APP1 || hasExif) {
      edits.cut(start, end);
      return 0;
    }
    const body = yield { take: bytes };
    hasExif = body.subarray(0, EXIF_SIGNATURE.length).equals(EXIF_SIGNATURE);
    const orientation = hasExif ? readOrientation(body) : 1;
    if (orientation === 1) edits.cut(start, end);
    else edits.replace(start, end, segment(APP1, Buffer.concat([EXIF_SIGNATURE, orientationExif(orientation)])));
    return bytes;
  });
  return edits.plan(cursor.offset);
}

/** The needed part of a segment. For JFIF it says that no thumbnail follows. */
function headOnly(marker: number, head: Buffer): Buffer {
  const body = Buffer.from(head);
  if (marker === APP0) body.fill(0, 12, 14);
  return segment(marker, body);
}

function segment(marker: number, body: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([header, body]);
}
