/** What a parser wants next: bytes in hand, bytes passed over, or to be put right behind the next such byte. */
export type Want = { readonly take: number } | { readonly skip: number } | { readonly find: number };

/** A parser written as if the file lay before it. It is resumed as bytes arrive and returns what it learned. */
export type Parser<T> = Generator<Want, T, Buffer>;

/** How many bytes of the file lie behind the parser: those that it took, passed over or searched through. */
export interface Cursor {
  offset: number;
}

/** The file ended before the parser was done. */
export class UnexpectedEnd extends Error {}

const NOTHING: Buffer = Buffer.alloc(0);

/** Feeds a parser with chunks, holding on to no more than the few bytes that it asked to see. */
export interface ParserRun<T> {
  push(chunk: Buffer): void;
  /** @throws UnexpectedEnd when the parser still wants something */
  end(): T;
}

/** @param cursor follows the parser, for one that has to say where things are */
export function runParser<T>(parser: Parser<T>, cursor: Cursor = { offset: 0 }): ParserRun<T> {
  let step = parser.next(NOTHING);
  let held: Buffer = NOTHING;
  let skipped = 0;

  const resume = (bytes: Buffer) => {
    skipped = 0;
    step = parser.next(bytes);
  };

  return {
    push(chunk) {
      let offset = 0;
      while (!step.done && (offset < chunk.length || isSatisfied(step.value, held.length, skipped))) {
        const want = step.value;
        if ('take' in want) {
          const missing = want.take - held.length;
          const part = chunk.subarray(offset, offset + missing);
          held = held.length === 0 ? part : Buffer.concat([held, part]);
          offset += part.length;
          cursor.offset += part.length;
          if (held.length < want.take) break;
          const bytes = held;
          held = NOTHING;
          resume(bytes);
        } else if ('skip' in want) {
          const passed = Math.min(want.skip - skipped, chunk.length - offset);
          skipped += passed;
          offset += passed;
          cursor.offset += passed;
          if (skipped < want.skip) break;
          resume(NOTHING);
        } else {
          const at = chunk.indexOf(want.find, offset);
          const searched = (at === -1 ? chunk.length : at + 1) - offset;
          offset += searched;
          cursor.offset += searched;
          if (at === -1) break;
          resume(NOTHING);
        }
      }
      // A part that is still held must not keep the whole chunk alive.
      if (held.length > 0) held = Buffer.from(held);
    },
    end() {
      if (!step.done) throw new UnexpectedEnd('The file ends too early.');
      return step.value;
    },
  };
}

/** Wants of zero bytes are fulfilled also when the chunk is used up. */
function isSatisfied(want: Want, held: number, skipped: number): boolean {
  if ('take' in want) return held >= want.take;
  return 'skip' in want && skipped >= want.skip;
}
