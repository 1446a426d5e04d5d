/** Values in a message besides the ids of a batch. A body with room for a picture has room for millions of them. */
const MAX_OTHER_VALUES = 20_000;

/** Most values in one message. @param maxIds most ids in one call */
export const maxValues = (maxIds: number): number => MAX_OTHER_VALUES + maxIds;

/** All but the first value of a text come behind one of these. */
const MARKS = [',', '[', '{'];

/**
 * Whether a JSON text has more values than that, before it is parsed: a million of them take seconds to parse and to
 * check, and everybody else waits meanwhile. By marks that no text of ours has that many of.
 */
export function hasMoreValues(json: string, max: number): boolean {
  let marks = 0;
  for (const mark of MARKS) {
    for (let at = json.indexOf(mark); at !== -1 && marks <= max; at = json.indexOf(mark, at + 1)) marks += 1;
  }
  return marks > max;
}
