import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const IHDR_BYTES = 13;
const CRC_BYTES = 4;

/** PNG (third edition) §5: chunks from IHDR to IEND; acTL gives the number of frames of an animation. */
export function* parsePng(onFacts: OnFacts): Parser<ImageFacts> {
  const start = yield { take: SIGNATURE.length };
  if (!start.equals(SIGNATURE)) throw new MalformedImage('no PNG signature');
  const first = yield { take: 8 };
  if (chunkType(first) !== 'IHDR' || first.readUInt32BE(0) !== IHDR_BYTES) throw new MalformedImage('no IHDR chunk');
  const header = yield { take: IHDR_BYTES + CRC_BYTES };
  let facts: ImageFacts = { width: header.readUInt32BE(0), height: header.readUInt32BE(4), frames: 1 };
  onFacts(facts);

  let hasData = false;
  for (;;) {
    const chunk = yield { take: 8 };
    const length = chunk.readUInt32BE(0);
    const type = chunkType(chunk);
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) throw new MalformedImage('not a PNG chunk');
    if (type === 'IEND') {
      if (!hasData || length !== 0) throw new MalformedImage('no image data');
      yield { take: CRC_BYTES };
      return facts;
    }
    if (type === 'IDAT') hasData = true;
    if (type === 'acTL' && length === 8) {
      const animation = yield { take: 8 };
      facts = { ...facts, frames: Math.max(1, animation.readUInt32BE(0)) };
      onFacts(facts);
      yield { skip: CRC_BYTES };
    } else {
      yield { skip: length + CRC_BYTES };
    }
  }
}

const chunkType = (chunk: Buffer): string => chunk.toString('latin1', 4, 8);
