import type { Cursor, Parser } from '../byte-reader.ts';
import { orientationExif, readOrientation } from '../exif.ts';
import { walkWebp } from '../webp.ts';
import { collectEdits, type Edit, plannedBytes, type StripPlan } from './edits.ts';

const CHUNK_HEADER_BYTES = 8;
const RIFF_SIZE = { start: 4, end: 8 };
/** The RIFF size counts from behind itself. */
const BYTES_BEFORE_SIZE_ENDS = 8;
const MAX_EXIF_BYTES = 1024 * 1024;

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** RFC 9649 §2.7.1: the bits of VP8X that announce the chunks EXIF and XMP. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

/**
 * Drops every chunk that is not needed to show the picture; EXIF becomes one that only gives the orientation. VP8X
 * and the size of the whole are told.
 */
export function* planWebp(cursor: Cursor): Parser<StripPlan> {
  const edits = collectEdits();
  const found: { orientation: number; flags?: { at: number; value: number } } = { orientation: 1 };

  yield* walkWebp(function* (type, bytes) {
    if (type === 'VP8X' && bytes > 0 && !found.flags) {
      const at = cursor.offset;
      found.flags = { at, value: (yield { take: 1 })[0] ?? 0 };
      return 1;
    }
    if (NEEDED.has(type)) return 0;
    const start = cursor.offset - CHUNK_HEADER_BYTES;
    const end = cursor.offset + bytes + (bytes % 2);
    // Without VP8X nobody reads an EXIF chunk, and only the first one counts.
    if (type !== 'EXIF' || !found.flags || found.orientation !== 1 || bytes > MAX_EXIF_BYTES) {
      edits.cut(start, end);
      return 0;
    }
    found.orientation = readOrientation(yield { take: bytes });
    if (found.orientation === 1) edits.cut(start, end);
    else edits.replace(start, end, chunk('EXIF', orientationExif(found.orientation)));
    return bytes;
  });
  return withHeaders(edits.plan(cursor.offset), found);
}

function withHeaders(
  plan: StripPlan,
  { orientation, flags }: { orientation: number; flags?: { at: number; value: number } },
): StripPlan {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(plannedBytes(plan) - BYTES_BEFORE_SIZE_ENDS);
  const headers: Edit[] = [{ ...RIFF_SIZE, insert: size }];
  if (flags) {
    const value = (flags.value & ~(HAS_EXIF | HAS_XMP)) | (orientation === 1 ? 0 : HAS_EXIF);
    headers.push({ start: flags.at, end: flags.at + 1, insert: Buffer.from([value]) });
  }
  // VP8X comes first in a file, but nothing keeps others from standing before it.
  return { ...plan, edits: [...headers, ...plan.edits].sort((a, b) => a.start - b.start) };
}

function chunk(type: string, data: Buffer): Buffer {
  const header = Buffer.alloc(CHUNK_HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)]);
}
