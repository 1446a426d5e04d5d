import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BOUNDARY, FORM_TYPE, filePart, headOf } from '../../../test/upload.ts';
import { AppError } from '../../core/errors.ts';
import { FORM_OVERHEAD_BYTES, readUploadForm } from './upload-form.ts';

const CHUNK = Buffer.alloc(64 * 1024, 'x');
const CHUNKS = 1600;

/** A request that is made up as it is read; `sent` says how much of it was taken. */
function endlessRequest(head: string, chunks = CHUNKS, tail = `\r\n--${BOUNDARY}--\r\n`) {
  const state = { sent: 0 };
  const parts = async function* () {
    yield Buffer.from(head);
    for (let index = 0; index < chunks; index += 1) {
      await turn();
      state.sent += CHUNK.length;
      yield CHUNK;
    }
    yield Buffer.from(tail);
  };
  const raw = Object.assign(Readable.from(parts()), { headers: { 'content-type': FORM_TYPE } });
  return { raw: raw as unknown as IncomingMessage, state };
}

/** Lets everything happen that can happen without anybody's doing: until `read` gives the same for a while. */
async function settled(read: () => number): Promise<number> {
  for (let last = -1, still = 0; still < 50; still = read() === last ? still + 1 : 0) {
    last = read();
    await turn();
  }
  return read();
}

test('no more is read of a form than what is stored: a slow storage slows the sender down', async () => {
  const { raw, state } = endlessRequest(headOf(filePart('')));
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  let stored = 0;
  const form = readUploadForm(
    raw,
    {
      async store({ chunks }) {
        await go;
        for await (const chunk of chunks) stored += chunk.length;
        return stored;
      },
      discard: async () => {},
    },
    CHUNK.length * CHUNKS,
  );
  expect(await settled(() => state.sent)).toBeLessThan(20 * CHUNK.length);
  release();
  expect((await form).stored).toBe(CHUNK.length * CHUNKS);
});

test('a form without end is refused, also when its file is over long ago', async () => {
  const head = `${headOf(filePart(''))}cat\r\n${headOf({ name: 'other', fileName: 'x', value: '' })}`;
  const { raw, state } = endlessRequest(head);
  const discarded: string[] = [];
  const sink = {
    async store({ chunks }: { chunks: AsyncIterable<Buffer> }) {
      let text = '';
      for await (const chunk of chunks) text += chunk.toString();
      return text;
    },
    discard: async (stored: string) => void discarded.push(stored),
  };
  const form = readUploadForm(raw, sink, 1_000_000);
  await expect(form).rejects.toMatchObject({ code: 'asset_file_too_large', status: 413 });
  expect(discarded).toEqual(['cat']);
  expect(state.sent).toBeGreaterThan(1_000_000 + FORM_OVERHEAD_BYTES);
});

test('when storing fails, the rest is read and dropped, so that the answer can be seen', async () => {
  const { raw, state } = endlessRequest(headOf(filePart('')));
  const failure = new AppError('asset_content_invalid');
  const discarded: unknown[] = [];
  const sink = {
    store: () => Promise.reject(failure),
    discard: async (stored: unknown) => void discarded.push(stored),
  };
  await expect(readUploadForm(raw, sink, CHUNK.length * CHUNKS)).rejects.toBe(failure);
  expect(discarded).toEqual([]);
  expect(await settled(() => state.sent)).toBe(CHUNK.length * CHUNKS);
});

test('a request that goes away while nothing is read of it ends the reading', async () => {
  const { raw } = endlessRequest(headOf(filePart('')));
  const failures: unknown[] = [];
  const sink = {
    async store({ chunks }: { chunks: AsyncIterable<Buffer> }) {
      raw.destroy();
      try {
        for await (const chunk of chunks) await turn(chunk);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
    discard: async () => {},
  };
  await expect(readUploadForm(raw, sink, 1_000_000)).rejects.toMatchObject({ message: 'The upload was cut off.' });
  expect(failures).toEqual([expect.objectContaining({ message: 'The form is not read on.' })]);
});
