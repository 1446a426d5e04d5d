import type { InjectOptions } from 'fastify';
import type { App } from '../src/app.ts';

/** What credentials look like: access tokens, hashes of passwords, managed keys with their secret. */
export const CREDENTIAL_SHAPES = /eyJ[\w-]{10,}\.|\$argon2id\$|nhk_[0-9a-zA-Z]+_[0-9a-zA-Z]{20,}/;
/** Fields of requests and answers that hold one. Their values are taken as JSON spells them, which is how the log does. */
const FIELDS = /"(?:password|currentPassword|newPassword|accessToken|refreshToken|token|apiKey|secretKey)":"([^"]+)"/g;
/** The token alone: what stands behind its dot tells how long the cookie is kept. */
const COOKIE = /nekohub_refresh=([^;.]+)/g;
/** Shorter ones are words that tests try, and that stand in the log for other reasons. */
const MIN_CHARACTERS = 12;

/** The passwords, tokens and keys that a program was sent and has given out. */
export interface UsedCredentials {
  add(credential: string): void;
  /** The first line of a text with one of them in it, or with what looks like one. */
  leakIn(text: string): string | undefined;
}

/** Remembers what goes through `inject` from now on. */
export function rememberCredentials(server: App['server']): UsedCredentials {
  const used = new Set<string>();
  const add = (credential: string) => {
    if (credential.length >= MIN_CHARACTERS) used.add(credential);
  };
  const addAll = (pattern: RegExp, text: string) => {
    for (const [, credential = ''] of text.matchAll(pattern)) add(credential);
  };
  const addRequest = ({ headers = {}, payload, body = payload }: InjectOptions) => {
    addAll(/^bearer +(.+)$/gi, String(headers.authorization ?? ''));
    addAll(COOKIE, String(headers.cookie ?? ''));
    const isText = typeof body === 'string';
    if (isText || isPlain(body)) addAll(FIELDS, isText ? body : JSON.stringify(body));
  };

  const inject = server.inject.bind(server) as (options: InjectOptions | string) => ReturnType<typeof server.inject>;
  const remembering = (options: InjectOptions | string) => {
    if (typeof options !== 'string') addRequest(options);
    const answer = inject(options);
    if (typeof options === 'string' || !options.payloadAsStream) {
      void Promise.resolve(answer).then(
        ({ body, headers }) => {
          addAll(COOKIE, String(headers['set-cookie'] ?? ''));
          if (String(headers['content-type']).startsWith('application/json')) addAll(FIELDS, body);
        },
        // The test that asked sees it.
        () => {},
      );
    }
    return answer;
  };
  server.inject = remembering as typeof server.inject;

  return {
    add,
    leakIn: (text) =>
      text
        .split('\n')
        .find((line) => CREDENTIAL_SHAPES.test(line) || [...used].some((credential) => line.includes(credential))),
  };
}

const isPlain = (body: unknown): body is object =>
  Array.isArray(body) ||
  (typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype);
