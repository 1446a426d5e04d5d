import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Keys } from './key-files.ts';
import type { Secret } from './secret.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** Encrypts small secrets for the database and reads them back. */
export interface Sealer {
  /** `context` names the row and column the text belongs to: a sealed text moved elsewhere does not open. */
  seal(text: string, context: string): string;
  /** The text, or undefined when no key, the context or the bytes do not fit. */
  open(sealed: string, context: string): string | undefined;
  /** What texts that are sealed now begin with, up to the second point. */
  prefix(): string;
  /** Whether one of the keys is the one that a text was sealed with. */
  knowsKeyOf(sealed: string): boolean;
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. Sealed form: `v1.<key id>.<base64url nonce|tag|ciphertext>`.
 * @param keys asked each time, as they may change; each of 32 bytes
 */
export function createSealer(keys: () => Keys): Sealer {
  const keyOf = (sealed: string): Secret<Buffer> | undefined => {
    const [version, id] = sealed.split('.');
    return version === VERSION ? keys().find((key) => keyIdOf(key) === id) : undefined;
  };
  return {
    seal(text, context) {
      const [key] = keys();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key.reveal(), nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return prefixOf(key) + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, context) {
      const key = keyOf(sealed);
      const payload = sealed.split('.')[2];
      if (!key || !payload) return undefined;
      const bytes = Buffer.from(payload, 'base64url');
      // A cut tag would be accepted as a shorter one, which is easier to forge.
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key.reveal(), bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
    prefix: () => prefixOf(keys()[0]),
    knowsKeyOf: (sealed) => keyOf(sealed) !== undefined,
  };
}

const prefixOf = (key: Secret<Buffer>): string => `${VERSION}.${keyIdOf(key)}.`;

const keyIds = new WeakMap<Secret<Buffer>, string>();

/** Tells keys apart, and nothing of them. */
export function keyIdOf(key: Secret<Buffer>): string {
  const known = keyIds.get(key);
  if (known !== undefined) return known;
  const id = createHash('sha256').update('nekohub key id').update(key.reveal()).digest('hex').slice(0, 8);
  keyIds.set(key, id);
  return id;
}
