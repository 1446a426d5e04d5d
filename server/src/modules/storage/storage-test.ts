import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { newStorageKey } from '../../storage/keys.ts';
import { chunksOf, damagedObject, type ObjectBody, type Storage } from '../../storage/storage.ts';
import type { ConfiguredStorage } from '../../storage/storages.ts';
import type { StorageTest } from './schema.ts';

type Step = StorageTest['steps'][number];

const PROBE_BYTES = 4096;
const RANGE = { start: 1000, end: 1999 };

/** Writes a small object, reads it and a part of it, and removes it; each step with its time. */
export function createStorageTest(clock: Clock) {
  return async (runtime: ConfiguredStorage): Promise<StorageTest> => {
    const steps: Step[] = [];
    /** Whether it went well, after which the next one makes sense. */
    const step = async (name: Step['name'], run: () => Promise<unknown>): Promise<boolean> => {
      const startedAt = clock.now();
      const error = await run().then(
        () => undefined,
        (failure: unknown) => toldOf(failure),
      );
      const milliseconds = Math.max(0, clock.now() - startedAt);
      const told = { errorCode: error?.code ?? null, errorMessage: error?.message ?? null };
      steps.push({ name, succeeded: error === undefined, milliseconds, ...told });
      return error === undefined;
    };

    let storage: Storage | undefined;
    const probe = randomBytes(PROBE_BYTES);
    const key = newStorageKey(clock.now(), '.probe', runtime.traits.keyPrefix);
    const isOpen = await step('open', async () => {
      storage = await runtime.open();
    });
    if (isOpen && storage) {
      const opened = storage;
      const facts = { contentType: 'application/octet-stream' };
      const isWritten = await step('write', () => opened.write(key, chunksOf(probe), facts));
      if (isWritten) {
        await step('read', async () => {
          expectSame(await bytesOf(await opened.read(key, { start: 0, end: PROBE_BYTES - 1 })), probe);
        });
        await step('readRange', async () => {
          expectSame(await bytesOf(await opened.read(key, RANGE)), probe.subarray(RANGE.start, RANGE.end + 1));
        });
      }
      // Also after a write that failed: nobody knows what is left of it.
      await step('remove', () => opened.remove(key));
      await opened.close?.().catch(() => {});
    }
    return { succeeded: steps.every(({ succeeded }) => succeeded), steps };
  };
}

const bytesOf = async (body: ObjectBody | undefined): Promise<Buffer | undefined> =>
  body === undefined || Buffer.isBuffer(body) ? body : buffer(body);

function expectSame(actual: Buffer | undefined, expected: Buffer): void {
  if (!actual?.equals(expected)) throw damagedObject();
}

/** What may be told of a failure: our own words, and of everything else that it failed. */
function toldOf(failure: unknown): AppError {
  if (!(failure instanceof AppError)) return new AppError('storage_provider_failed');
  // Whoever may try a profile out may know which address is refused.
  return failure.cause instanceof AppError ? failure.cause : failure;
}
