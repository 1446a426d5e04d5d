import { MalformedImage } from '../facts.ts';

/** The bytes from `start` up to `end`, not included, give way to `insert`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: Buffer;
}

/** A file without its metadata: its first `length` bytes with these edits, in order and apart. */
export interface StripPlan {
  readonly edits: readonly Edit[];
  readonly length: number;
}

/** More than any picture needs. A file of nothing but crumbs would otherwise grow in memory. */
const MAX_EDITS = 100_000;

const NOTHING: Buffer = Buffer.alloc(0);

/** Collects edits in the order of the file. */
export interface Edits {
  replace(start: number, end: number, insert: Buffer): void;
  cut(start: number, end: number): void;
  /** @param length where the picture ends; what lies behind is no part of it */
  plan(length: number): StripPlan;
}

export function collectEdits(): Edits {
  const edits: Edit[] = [];
  const replace = (start: number, end: number, insert: Buffer): void => {
    const last = edits.at(-1);
    if (last?.end === start) {
      edits[edits.length - 1] = { start: last.start, end, insert: Buffer.concat([last.insert, insert]) };
      return;
    }
    if (edits.length === MAX_EDITS) throw new MalformedImage('too many pieces of metadata');
    edits.push({ start, end, insert });
  };
  return {
    replace,
    cut: (start, end) => replace(start, end, NOTHING),
    plan: (length) => ({ edits, length }),
  };
}

/** Bytes that are left when the plan is carried out. */
export const plannedBytes = ({ edits, length }: StripPlan): number =>
  edits.reduce((sum, { start, end, insert }) => sum - (end - start) + insert.length, length);

/**
 * Carries a plan out.
 * @param read gives the bytes from `start` up to `end`, not included
 */
export async function* carryOut(
  { edits, length }: StripPlan,
  read: (start: number, end: number) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let at = 0;
  for (const { start, end, insert } of edits) {
    if (start > at) yield* read(at, start);
    if (insert.length > 0) yield insert;
    at = end;
  }
  if (length > at) yield* read(at, length);
}
