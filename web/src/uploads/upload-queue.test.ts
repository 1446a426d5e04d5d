import { ApiError, type Asset, type UploadInput, type UploadOptions } from '@nekohub/client';
import { describe, expect, it, vi } from 'vitest';
import { createUploadQueue } from './upload-queue.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const WEBP = [...new TextEncoder().encode('RIFF0000WEBPVP8 ')];

const file = (fileName: string, bytes: number[] = PNG, type = 'image/png') => ({
  file: new Blob([new Uint8Array(bytes)], { type }),
  fileName,
});

interface Call {
  input: UploadInput;
  options: UploadOptions;
  finish: () => void;
  fail: (error: Error) => void;
}

const setUp = (holds = () => false) => {
  const calls: Call[] = [];
  const released: string[] = [];
  const pauses: { seconds: number; end: () => void }[] = [];
  const onUploaded = vi.fn();
  const queue = createUploadQueue({
    upload: (input, options = {}) =>
      new Promise<Asset>((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new DOMException('stop', 'AbortError')));
        calls.push({ input, options, finish: () => resolve({ id: input.fileName } as Asset), fail: reject });
      }),
    limits: async () => ({ maxBytes: 100, contentTypes: ['image/png', 'image/webp'] }),
    onUploaded,
    holds,
    parallel: 3,
    now: () => 0,
    sleep: (seconds, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        pauses.push({ seconds, end: resolve });
      }),
    preview: { create: () => 'blob:1', release: (url) => released.push(url) },
  });
  const states = () => queue.getItems().map((item) => item.state);
  return { queue, calls, released, pauses, onUploaded, states };
};

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('upload queue', () => {
  it('sends three at a time, in order', async () => {
    const { queue, calls, states, onUploaded } = setUp();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      true,
    );
    await expect.poll(() => calls).toHaveLength(3);
    expect(states()).toEqual(['sending', 'sending', 'sending', 'queued']);
    calls[1]?.finish();
    await expect.poll(() => calls).toHaveLength(4);
    expect(calls.map((call) => call.input.fileName)).toEqual(['a', 'b', 'c', 'd']);
    expect(states()).toEqual(['sending', 'done', 'sending', 'sending']);
    expect(onUploaded).toHaveBeenCalledExactlyOnceWith({ id: 'b' });
  });

  it('declares the type of the bytes, whatever the name says', async () => {
    const { queue, calls } = setUp();
    queue.add([file('photo.jpg', WEBP, 'image/jpeg')], false);
    await expect.poll(() => calls).toHaveLength(1);
    expect(calls[0]?.input).toMatchObject({ fileName: 'photo.jpg', contentType: 'image/webp', isPublic: false });
  });

  it.each([
    ['empty', file('empty.png', [])],
    ['tooLarge', file('large.png', [...PNG, ...Array<number>(100).fill(0)])],
    ['notAllowed', file('notes.txt', [0x68, 0x69], 'text/plain')],
  ])('does not send what is %s, and offers no retry', async (refusal, refused) => {
    const { queue, calls, states } = setUp();
    queue.add([refused], true);
    await expect.poll(states).toEqual(['failed']);
    expect(queue.getItems()[0]?.failure).toBe(refusal);
    queue.retryAll();
    await settled();
    expect(states()).toEqual(['failed']);
    expect(calls).toHaveLength(0);
  });

  it('holds files until they are sent, each with its own texts', async () => {
    let holding = true;
    const { queue, calls, states } = setUp(() => holding);
    queue.add([file('a'), file('b')], true);
    holding = false;
    queue.add([file('c')], true);
    await expect.poll(() => calls).toHaveLength(1);
    expect(calls[0]?.input.fileName).toBe('c');
    expect(states()).toEqual(['held', 'held', 'sending']);
    const [a, , c] = queue.getItems();
    const texts = { description: 'A cat', altText: 'Cat', commitMessage: 'Add a cat' };
    queue.describe(a?.id ?? '', texts);
    // It is on its way already.
    queue.describe(c?.id ?? '', texts);
    expect(queue.getItems()[2]?.texts.description).toBe('');
    queue.clearFinished();
    queue.release();
    await expect.poll(() => calls).toHaveLength(3);
    expect(
      calls
        .slice(1)
        .map(({ input: { fileName, description, altText, commitMessage } }) => [
          fileName,
          description,
          altText,
          commitMessage,
        ]),
    ).toEqual([
      ['a', 'A cat', 'Cat', 'Add a cat'],
      ['b', '', '', ''],
    ]);
    // What failed is sent with what was said about it since.
    calls[2]?.fail(new ApiError({ code: 'network_unreachable', message: 'gone', status: 0 }));
    await expect.poll(states).toEqual(['sending', 'failed', 'sending']);
    queue.describe(queue.getItems()[1]?.id ?? '', texts);
    queue.retryAll();
    await expect.poll(() => calls).toHaveLength(4);
    expect(calls[3]?.input).toMatchObject({ fileName: 'b', altText: 'Cat' });
  });

  it('shows progress as bytes of the file', async () => {
    const { queue, calls } = setUp();
    queue.add([file('a')], true);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.options.onProgress?.({ sentBytes: 500, totalBytes: 1000 });
    expect(queue.getItems()[0]).toMatchObject({ state: 'sending', sentBytes: 4 });
    calls[0]?.options.onProgress?.({ sentBytes: 1000, totalBytes: 1000 });
    expect(queue.getItems()[0]).toMatchObject({ state: 'processing', sentBytes: 8 });
  });

  it('tries again what the network broke, and not what the server refused', async () => {
    const { queue, calls, states } = setUp();
    queue.add([file('a'), file('b')], true);
    await expect.poll(() => calls).toHaveLength(2);
    calls[0]?.fail(new ApiError({ code: 'network_unreachable', message: 'gone', status: 0 }));
    calls[1]?.fail(new ApiError({ code: 'asset_content_invalid', message: 'broken', status: 400 }));
    await expect.poll(states).toEqual(['failed', 'failed']);
    queue.retryAll();
    await expect.poll(() => calls).toHaveLength(3);
    calls[2]?.finish();
    await expect.poll(states).toEqual(['done', 'failed']);
  });

  const busy = (status: number, retryAfterSeconds: number | null) =>
    new ApiError({ code: 'busy', message: 'busy', status, retryAfterSeconds });

  it.each([429, 503])('waits as long as a server asks that says %i, and sends again', async (status) => {
    const { queue, calls, states, pauses } = setUp();
    queue.add([file('a')], true);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.fail(busy(status, 7));
    await expect.poll(states).toEqual(['waits']);
    expect(queue.getItems()[0]).toMatchObject({ resumesAtMs: expect.any(Number), sentBytes: 0 });
    expect(pauses.map(({ seconds }) => seconds)).toEqual([7]);
    expect(calls).toHaveLength(1);
    pauses[0]?.end();
    await expect.poll(() => calls).toHaveLength(2);
    expect(queue.getItems()[0]).toMatchObject({ state: 'sending', resumesAtMs: null });
    calls[1]?.finish();
    await expect.poll(states).toEqual(['done']);
  });

  it('keeps the place of a file that waits, which can be cancelled', async () => {
    const { queue, calls, states } = setUp();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      true,
    );
    await expect.poll(() => calls).toHaveLength(3);
    calls[0]?.fail(busy(429, 7));
    await expect.poll(states).toEqual(['waits', 'sending', 'sending', 'queued']);
    queue.cancel('1');
    await expect.poll(states).toEqual(['cancelled', 'sending', 'sending', 'sending']);
  });

  it.each([
    [429, null],
    [503, 121],
    [500, 1],
  ])('does not wait for a server that says %i and %j seconds', async (status, seconds) => {
    const { queue, calls, states, pauses } = setUp();
    queue.add([file('a')], true);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.fail(busy(status, seconds));
    await expect.poll(states).toEqual(['failed']);
    expect(pauses).toEqual([]);
  });

  it('gives up after five pauses', async () => {
    const { queue, calls, states, pauses } = setUp();
    queue.add([file('a')], true);
    for (let sent = 0; sent < 5; sent += 1) {
      await expect.poll(() => calls).toHaveLength(sent + 1);
      calls[sent]?.fail(busy(429, 1));
      await expect.poll(() => pauses).toHaveLength(sent + 1);
      pauses[sent]?.end();
    }
    await expect.poll(() => calls).toHaveLength(6);
    calls[5]?.fail(busy(429, 1));
    await expect.poll(states).toEqual(['failed']);
  });

  it('cancels what is waiting and what is under way', async () => {
    const { queue, calls, states } = setUp();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      true,
    );
    await expect.poll(() => calls).toHaveLength(3);
    queue.cancel('4');
    queue.cancel('1');
    await expect.poll(states).toEqual(['cancelled', 'sending', 'sending', 'cancelled']);
    expect(calls).toHaveLength(3);
  });

  it('cancels all without starting what waited', async () => {
    const { queue, calls, states } = setUp();
    queue.add(
      ['a', 'b', 'c', 'd', 'e'].map((name) => file(name)),
      true,
    );
    await expect.poll(() => calls).toHaveLength(3);
    queue.cancelAll();
    await expect.poll(states).toEqual(Array(5).fill('cancelled'));
    expect(calls).toHaveLength(3);
  });

  it('releases the previews of what it forgets, and leaves what runs', async () => {
    const { queue, calls, states, released } = setUp();
    queue.add([file('a'), file('b')], true);
    await expect.poll(() => calls).toHaveLength(2);
    calls[0]?.finish();
    await expect.poll(states).toEqual(['done', 'sending']);
    queue.clearFinished();
    expect(states()).toEqual(['sending']);
    expect(released).toEqual(['blob:1']);
  });
});
