import type { Response as UndiciResponse } from 'undici';
import { AppError } from './errors.ts';

/** A body that ends with an error when it grows beyond a limit or when `signal` aborts. */
export interface LimitedBody {
  readonly body: ReadableStream<Uint8Array> | null;
  /** Resolves when there is nothing more to come, however it ended. */
  readonly ended: Promise<void>;
}

/**
 * @param told turns whatever went wrong into what the reader of the body gets
 * @throws AppError `outbound_response_too_large` when the answer says so itself
 */
export function limitedBody(
  response: UndiciResponse,
  maxBytes: number,
  signal: AbortSignal,
  told: (error: unknown) => unknown,
): LimitedBody {
  const reader = response.body?.getReader();
  if (!reader) return { body: null, ended: Promise.resolve() };
  if (Number(response.headers.get('content-length')) > maxBytes) {
    reader.cancel().catch(() => {});
    throw tooLarge(maxBytes);
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let bytes = 0;

  const stop = (error: unknown): void => {
    end();
    reader.cancel(error).catch(() => {});
  };
  signal.addEventListener('abort', () => stop(signal.reason), { once: true });

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          signal.throwIfAborted();
          if (done) {
            end();
            controller.close();
            return;
          }
          bytes += value.byteLength;
          if (bytes > maxBytes) throw tooLarge(maxBytes);
          controller.enqueue(value);
        } catch (error) {
          stop(error);
          controller.error(told(error));
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
  return { body, ended };
}

const tooLarge = (maxBytes: number): AppError =>
  new AppError('outbound_response_too_large', `The answer is larger than ${maxBytes} bytes.`);
