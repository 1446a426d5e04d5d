const PART_BYTES = 8 * 1024 * 1024;
/** An upload has 10,000 parts at most, so later ones are larger: by this much after each thousand. */
const STEP_PARTS = 1000;

/**
 * Chunks put together into parts as S3 takes them: all but the last at least 5 MiB; none when there are no bytes. The
 * memory of a part is used again for the one after the next.
 */
export async function* partsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  let count = 0;
  const memories: Buffer[] = [];
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < PART_BYTES * (1 + Math.floor(count / STEP_PARTS))) continue;
    const former = memories[count % 2];
    const memory = former && former.length >= bytes ? former : Buffer.allocUnsafeSlow(bytes);
    memories[count % 2] = memory;
    yield gathered(held, memory.subarray(0, bytes));
    held = [];
    bytes = 0;
    count += 1;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

function gathered(chunks: readonly Buffer[], into: Buffer): Buffer {
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(into, at);
  return into;
}
