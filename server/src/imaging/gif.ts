import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** Told what the file consists of, in its order. */
export interface GifVisitor {
  /** The first 13 bytes: version and logical screen. Its colour table follows. */
  screen?(header: Buffer): void;
  /** A block begins with the byte that was read last. */
  block?(): void;
  /** The nine bytes of an image descriptor; the data follows. */
  image?(descriptor: Buffer): void;
  /** An extension that lies behind the walk now: its label, and the data of its first sub-block. */
  extension?(label: number, head: Buffer): void;
}

/** GIF89a §§17–27: screen descriptor, then extension and image blocks up to the trailer. */
export function* walkGif(visitor: GifVisitor): Parser<void> {
  const header = yield { take: 13 };
  if (!/^GIF8[79]a$/.test(header.toString('latin1', 0, 6))) throw new MalformedImage('no GIF signature');
  visitor.screen?.(header);
  yield { skip: colourTableBytes(header[10] ?? 0) };

  for (;;) {
    const block = (yield { take: 1 })[0];
    if (block === TRAILER) return;
    visitor.block?.();
    if (block === EXTENSION) {
      const label = (yield { take: 1 })[0] ?? 0;
      const head = yield { take: (yield { take: 1 })[0] ?? 0 };
      if (head.length > 0) yield* skipSubBlocks();
      visitor.extension?.(label, head);
    } else if (block === IMAGE) {
      const descriptor = yield { take: 9 };
      visitor.image?.(descriptor);
      yield { skip: colourTableBytes(descriptor[8] ?? 0) + 1 };
      yield* skipSubBlocks();
    } else {
      throw new MalformedImage('not a GIF block');
    }
  }
}

/** The size of the screen, enlarged by frames that reach beyond it; each image is a frame. */
export function* parseGif(onFacts: OnFacts): Parser<ImageFacts> {
  let facts: ImageFacts = { width: 0, height: 0, frames: 0 };
  const learn = (next: ImageFacts): void => {
    facts = next;
    onFacts(next);
  };
  yield* walkGif({
    screen: (header) => learn({ width: header.readUInt16LE(6), height: header.readUInt16LE(8), frames: 0 }),
    // A frame that reaches beyond the screen makes decoders enlarge it: count what they would need.
    image: (descriptor) =>
      learn({
        width: Math.max(facts.width, descriptor.readUInt16LE(0) + descriptor.readUInt16LE(4)),
        height: Math.max(facts.height, descriptor.readUInt16LE(2) + descriptor.readUInt16LE(6)),
        frames: facts.frames + 1,
      }),
  });
  if (facts.frames === 0) throw new MalformedImage('no image data');
  return facts;
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
