import { pipeline, type Readable, Transform } from 'node:stream';
import { SECOND } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';

/** A list of a thousand keys has about 1.5 MB at most; everything else the library reads whole is far smaller. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_MS = 60 * SECOND;

/**
 * The body of an answer that the library puts together in memory: it ends with an error when the store does not come to
 * an end.
 */
export function boundedAnswer(body: Readable): Readable {
  let bytes = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) done(new AppError('storage_provider_failed'));
      else done(null, chunk);
    },
  });
  const timer = setTimeout(() => bounded.destroy(new AppError('storage_provider_timed_out')), MAX_MS).unref();
  return pipeline(body, bounded, () => clearTimeout(timer));
}
