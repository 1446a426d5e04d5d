import type { Cursor, Parser } from '../byte-reader.ts';
import { walkGif } from '../gif.ts';
import { collectEdits, type StripPlan } from './edits.ts';

const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** How often an animation is repeated, and its colour profile. XMP and others go. */
const NEEDED_APPLICATIONS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** Drops comments, plain text and the applications' extensions that are not needed to show the picture. */
export function* planGif(cursor: Cursor): Parser<StripPlan> {
  const edits = collectEdits();
  let blockStart = 0;
  yield* walkGif({
    block: () => {
      blockStart = cursor.offset - 1;
    },
    extension: (label, head) => {
      const isNeeded =
        label === GRAPHIC_CONTROL || (label === APPLICATION && NEEDED_APPLICATIONS.has(head.toString('latin1')));
      if (!isNeeded) edits.cut(blockStart, cursor.offset);
    },
  });
  return edits.plan(cursor.offset);
}
