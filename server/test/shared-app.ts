import { afterAll, beforeAll } from 'vitest';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';

/**
 * One program for all tests of a `describe` or a file whose tests leave it as they find it. Returns what gives it,
 * once tests run.
 */
export function shareTestApp(
  options: TestAppOptions = {},
  prepare?: (hub: TestApp) => Promise<unknown>,
): () => TestApp {
  let shared: TestApp | undefined;
  beforeAll(async () => {
    shared = await startTestApp(options);
    await prepare?.(shared);
  });
  afterAll(() => shared?.close());
  return () => {
    if (!shared) throw new Error('The shared program runs only while tests do.');
    return shared;
  };
}
