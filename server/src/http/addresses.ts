import type { IncomingMessage } from 'node:http';

/** An address that no route has. */
const NOWHERE = '/%EF%BF%BD';

/**
 * The address that is looked up for a request. One with broken percent-encoding names nothing: it is answered like any
 * unknown address, with all headers, where the router would answer by itself. U+0000, which PostgreSQL cannot store and
 * so cannot be asked for either, becomes U+FFFD, which nothing is named by.
 */
export function soundUrl({ url = '/' }: IncomingMessage): string {
  if (!url.includes('%')) return url;
  const sound = url.replaceAll('%00', '%EF%BF%BD');
  try {
    decodeURIComponent(sound.split('?', 1)[0] ?? '');
    return sound;
  } catch {
    return NOWHERE;
  }
}
