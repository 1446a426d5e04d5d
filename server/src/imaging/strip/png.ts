import { crc32 } from 'node:zlib';
import type { Cursor, Parser } from '../byte-reader.ts';
import { orientationExif, readOrientation } from '../exif.ts';
import { MalformedImage } from '../facts.ts';
import { PNG_CRC_BYTES, walkPng } from '../png.ts';
import { collectEdits, type StripPlan } from './edits.ts';

const HEADER_BYTES = 8;
/** More than any camera writes. */
const MAX_EXIF_BYTES = 1024 * 1024;

/** PNG (third edition) §11: what a decoder needs, colours and animation included. Text, time and the rest go. */
const NEEDED = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

/** Drops every chunk that is not needed to show the picture; eXIf becomes one that only gives the orientation. */
export function* planPng(cursor: Cursor): Parser<StripPlan> {
  const edits = collectEdits();
  yield* walkPng(function* (type, bytes) {
    if (NEEDED.has(type)) return 0;
    // An upper-case first letter: the picture cannot be understood without it (§5.4).
    if (/^[A-Z]/.test(type)) throw new MalformedImage('unknown critical chunk');
    const start = cursor.offset - HEADER_BYTES;
    const end = cursor.offset + bytes + PNG_CRC_BYTES;
    if (type !== 'eXIf' || bytes > MAX_EXIF_BYTES) {
      edits.cut(start, end);
      return 0;
    }
    const orientation = readOrientation(yield { take: bytes });
    if (orientation === 1) edits.cut(start, end);
    else edits.replace(start, end, chunk('eXIf', orientationExif(orientation)));
    return bytes;
  });
  return edits.plan(cursor.offset);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}
