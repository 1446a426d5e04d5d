import { AppError } from '../../core/errors.ts';

/** Gives a transfer up when the other side is silent for too long. */
export interface SilenceWatch {
  /** Aborts with `outbound_timed_out`. */
  readonly signal: AbortSignal;
  /** It is the other side’s turn. */
  expect(): void;
  /** It is ours. */
  rest(): void;
}

export function watchSilence(timeoutMs: number): SilenceWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const rest = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    rest,
    expect() {
      rest();
      timer = setTimeout(() => controller.abort(new AppError('outbound_timed_out')), timeoutMs).unref();
    },
  };
}

/** What is sent: the other side has to take each chunk, and to answer after the last one. */
export async function* sending<T>(chunks: AsyncIterable<T>, watch: SilenceWatch): AsyncGenerator<T> {
  for await (const chunk of chunks) {
    watch.expect();
    yield chunk;
    watch.rest();
  }
  watch.expect();
}

/** What is received: readers may take their time, the other side may not. */
export function receiving(
  body: ReadableStream<Uint8Array> | null,
  watch: SilenceWatch,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        watch.expect();
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(error);
        } finally {
          watch.rest();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
