/** Values in a message besides the ids of a batch. A body with room for a picture has room for millions of them. */
const MAX_OTHER_VALUES = 20_000;

/** Most values in one message. @param maxIds most ids in one call */
export const maxValues = (maxIds: number): number => MAX_OTHER_VALUES + maxIds;

/**
 * Whether a JSON text has more values than that, before it is parsed: a million of them take seconds to parse and to
 * check, and everybody else waits meanwhile. By its commas, which no text of ours has that many of.
 */
export function hasMoreValues(json: string, max: number): boolean {
  let commas = 0;
  for (let at = json.indexOf(','); at !== -1 && commas < max; at = json.indexOf(',', at + 1)) commas += 1;
  return commas >= max;
}
