import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const IHDR_BYTES = 13;

/** Bytes of a chunk's checksum, which follows its data. */
export const PNG_CRC_BYTES = 4;

/** Looks into a chunk of this many bytes of data and returns how many it took. */
export type PngVisitor = (type: string, bytes: number) => Parser<number>;

/** PNG (third edition) §5: chunks from IHDR to IEND. */
export function* walkPng(visit: PngVisitor): Parser<void> {
  const start = yield { take: SIGNATURE.length };
  if (!start.equals(SIGNATURE)) throw new MalformedImage('no PNG signature');
  let isFirst = true;
  for (;;) {
    const header = yield { take: 8 };
    const bytes = header.readUInt32BE(0);
    const type = header.toString('latin1', 4, 8);
    if (isFirst && (type !== 'IHDR' || bytes !== IHDR_BYTES)) throw new MalformedImage('no IHDR chunk');
    if (!/^[A-Za-z]{4}$/.test(type) || bytes > 0x7fffffff) throw new MalformedImage('not a PNG chunk');
    if (type === 'IEND' && bytes !== 0) throw new MalformedImage('no end of image');
    isFirst = false;
    const taken = yield* visit(type, bytes);
    yield { skip: bytes - taken };
    yield { take: PNG_CRC_BYTES };
    if (type === 'IEND') return;
  }
}

/** The size that IHDR gives; acTL gives the number of frames of an animation. */
export function* parsePng(onFacts: OnFacts): Parser<ImageFacts> {
  const found: { facts?: ImageFacts; hasData?: boolean } = {};
  const learn = (facts: ImageFacts): void => {
    found.facts = facts;
    onFacts(facts);
  };
  yield* walkPng(function* (type, bytes) {
    if (type === 'IDAT') found.hasData = true;
    if (!found.facts) {
      const header = yield { take: IHDR_BYTES };
      learn({ width: header.readUInt32BE(0), height: header.readUInt32BE(4), frames: 1 });
      return IHDR_BYTES;
    }
    if (type !== 'acTL' || bytes !== 8) return 0;
    const animation = yield { take: 8 };
    learn({ ...found.facts, frames: Math.max(1, animation.readUInt32BE(0)) });
    return 8;
  });
  if (!found.facts || !found.hasData) throw new MalformedImage('no image data');
  return found.facts;
}
