import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Looks into a chunk of this many bytes of data, without padding, and returns how many it took. */
export type WebpVisitor = (type: string, bytes: number) => Parser<number>;

/** RFC 9649 §2: a RIFF file of chunks. */
export function* walkWebp(visit: WebpVisitor): Parser<void> {
  const riff = yield { take: RIFF_HEADER_BYTES };
  if (riff.toString('latin1', 0, 4) !== 'RIFF' || riff.toString('latin1', 8, 12) !== 'WEBP') {
    throw new MalformedImage('no WebP signature');
  }
  let left = riff.readUInt32LE(4) - 4;
  while (left >= CHUNK_HEADER_BYTES) {
    const header = yield { take: CHUNK_HEADER_BYTES };
    const bytes = header.readUInt32LE(4);
    const padded = bytes + (bytes % 2);
    left -= CHUNK_HEADER_BYTES + padded;
    if (left < 0) throw new MalformedImage('chunk reaches beyond the file');
    const taken = yield* visit(header.toString('latin1', 0, 4), bytes);
    yield { skip: padded - taken };
  }
}

/** How much of a chunk is looked at. */
const HEADER_BYTES: Readonly<Record<string, number>> = { VP8X: 10, 'VP8 ': 10, VP8L: 5 };

/** The size that the first of VP8X, VP8 and VP8L gives; each ANMF is a frame. */
export function* parseWebp(onFacts: OnFacts): Parser<ImageFacts> {
  const found: { canvas?: { width: number; height: number }; frames: number; hasStill: boolean } = {
    frames: 0,
    hasStill: false,
  };
  yield* walkWebp(function* (type, bytes) {
    const needed = HEADER_BYTES[type] ?? 0;
    if (bytes < needed) throw new MalformedImage('chunk too short');
    const head = yield { take: needed };
    if (type === 'ANMF') found.frames += 1;
    if (type === 'VP8 ' || type === 'VP8L') found.hasStill = true;
    const said = canvasOf(type, head);
    // Decoders believe the picture, not the canvas: one that is larger than announced would pass the limits.
    if (said && found.canvas && (said.width !== found.canvas.width || said.height !== found.canvas.height)) {
      throw new MalformedImage('picture and canvas differ');
    }
    found.canvas ??= said;
    if (found.canvas) onFacts({ ...found.canvas, frames: Math.max(1, found.frames) });
    return needed;
  });
  if (!found.canvas || (!found.hasStill && found.frames === 0)) throw new MalformedImage('no image data');
  return { ...found.canvas, frames: Math.max(1, found.frames) };
}

function canvasOf(type: string, head: Buffer): { width: number; height: number } | undefined {
  switch (type) {
    case 'VP8X':
      return { width: head.readUIntLE(4, 3) + 1, height: head.readUIntLE(7, 3) + 1 };
    case 'VP8 ':
      // RFC 6386 §9.1: start code, then 14 bits each.
      if (head.readUIntBE(3, 3) !== 0x9d012a) throw new MalformedImage('no VP8 key frame');
      return { width: head.readUInt16LE(6) & 0x3fff, height: head.readUInt16LE(8) & 0x3fff };
    case 'VP8L': {
      if (head[0] !== 0x2f) throw new MalformedImage('no VP8L signature');
      const bits = head.readUInt32LE(1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return undefined;
  }
}
