import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseId, type SessionId } from '../../core/ids.ts';
import type { Keys } from '../../core/key-files.ts';
import type { Secret } from '../../core/secret.ts';

const RANDOM_BYTES = 32;
const ID_BYTES = 16;
const TAG_BYTES = 16;

/**
 * Refresh tokens: 256 random bits, then the session's id, then a tag over both (HMAC-SHA256, cut to 128 bits). The tag
 * tells a token that was once given out from one that never was, when nothing else is kept of it (RFC 9700 §4.14.2).
 */
export interface RefreshTokens {
  make(sessionId: SessionId): string;
  /** The session that a token was made for, whether or not it is still good; undefined for what was not made here. */
  sessionOf(token: string): SessionId | undefined;
}

/** @param keys the newest makes tags, each tells them; tags get a key of their own from it */
export function createRefreshTokens(keys: () => Keys): RefreshTokens {
  const tagKeys = new WeakMap<Secret<Buffer>, Buffer>();
  const tagKeyOf = (key: Secret<Buffer>): Buffer => {
    const tagKey =
      tagKeys.get(key) ?? Buffer.from(hkdfSync('sha256', key.reveal(), '', 'nekohub refresh token tag', 32));
    tagKeys.set(key, tagKey);
    return tagKey;
  };
  const tagOf = (body: Buffer, key: Secret<Buffer>) =>
    createHmac('sha256', tagKeyOf(key)).update(body).digest().subarray(0, TAG_BYTES);
  return {
    make(sessionId) {
      const body = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.from(sessionId.replaceAll('-', ''), 'hex')]);
      return Buffer.concat([body, tagOf(body, keys()[0])]).toString('base64url');
    },
    sessionOf(token) {
      const bytes = Buffer.from(token, 'base64url');
      // One spelling alone: others of the same bytes were not given out.
      if (bytes.length !== RANDOM_BYTES + ID_BYTES + TAG_BYTES || bytes.toString('base64url') !== token)
        return undefined;
      const body = bytes.subarray(0, RANDOM_BYTES + ID_BYTES);
      const tag = bytes.subarray(body.length);
      if (!keys().some((key) => timingSafeEqual(tag, tagOf(body, key)))) return undefined;
      return parseId(body.subarray(RANDOM_BYTES).toString('hex'));
    },
  };
}
