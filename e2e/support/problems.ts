import type { BrowserContext } from '@playwright/test';

/** What a page must not do unnoticed: script errors, refused resources, breaches of the content security policy. */
export interface Problems {
  watch(context: BrowserContext): void;
  /** For what a test brings about itself, such as the 401 of a wrong password. */
  allow(pattern: RegExp): void;
  list(): string[];
}

/** A browser learns that it has no session by asking, and reports the refusal by itself. */
const noSession = /status of 401 .* \[.*\/api\/v1\/auth\/refresh\]/;

/** A busy machine takes more than the few seconds that the browser gives a page for this. */
const slowlyUsed = /^warning: The resource \S+ was preloaded using link preload but not used within a few seconds/;

/**
 * The bytes of a picture that are still asked for when the test deletes, hides or replaces it, as they are on a slow machine.
 * For tests that do one of these.
 */
export const goneWhileLoading = /status of 404 .* \[\S+\/content(\/\S+)?\]$/;

export function createProblems(): Problems {
  const seen: string[] = [];
  const allowed = [noSession, slowlyUsed];
  return {
    watch(context) {
      // Breaches of the policy are console errors as well.
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          seen.push(`${message.type()}: ${message.text()} [${message.location().url}]`);
        }
      });
      context.on('weberror', (event) => seen.push(`uncaught: ${event.error().stack ?? event.error().message}`));
    },
    allow: (pattern) => allowed.push(pattern),
    list: () => seen.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
}
