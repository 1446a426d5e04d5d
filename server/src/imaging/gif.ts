import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** GIF89a §§17–27: screen descriptor, then extension and image blocks up to the trailer. */
export function* parseGif(onFacts: OnFacts): Parser<ImageFacts> {
  const header = yield { take: 13 };
  if (!/^GIF8[79]a$/.test(header.toString('latin1', 0, 6))) throw new MalformedImage('no GIF signature');
  let facts: ImageFacts = { width: header.readUInt16LE(6), height: header.readUInt16LE(8), frames: 0 };
  onFacts(facts);
  yield { skip: colourTableBytes(header[10] ?? 0) };

  for (;;) {
    const block = (yield { take: 1 })[0];
    if (block === TRAILER) {
      if (facts.frames === 0) throw new MalformedImage('no image data');
      return facts;
    }
    if (block === EXTENSION) {
      yield { skip: 1 };
    } else if (block === IMAGE) {
      const image = yield { take: 9 };
      // A frame that reaches beyond the screen makes decoders enlarge it: count what they would need.
      facts = {
        width: Math.max(facts.width, image.readUInt16LE(0) + image.readUInt16LE(4)),
        height: Math.max(facts.height, image.readUInt16LE(2) + image.readUInt16LE(6)),
        frames: facts.frames + 1,
      };
      onFacts(facts);
      yield { skip: colourTableBytes(image[8] ?? 0) + 1 };
    } else {
      throw new MalformedImage('not a GIF block');
    }
    yield* skipSubBlocks();
  }
}

function* skipSubBlocks(): Parser<void> {
  for (;;) {
    const length = (yield { take: 1 })[0] ?? 0;
    if (length === 0) return;
    yield { skip: length };
  }
}

/** Three bytes for each of 2^(n+1) colours, when the packed field says that there is a table. */
const colourTableBytes = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
