import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** ASP.NET Core Identity's format 3: this byte, then PRF, iterations and length of the salt, then salt and key. */
const FORMAT_MARKER = 0x01;
const HEADER_BYTES = 13;
const DIGESTS = ['sha1', 'sha256', 'sha512'] as const;
const MIN_SALT_BYTES = 16;
const MIN_KEY_BYTES = 16;
/** Longer than any that was ever made. */
const MAX_BYTES = 256;
/** Ten times what NekoHub's own hashes have; that takes about a second. */
const MAX_ITERATIONS = 1_000_000;

export interface FormerHash {
  readonly digest: (typeof DIGESTS)[number];
  readonly iterations: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** A password hash as NekoHub's database has it (PBKDF2, RFC 8018 §5.2), or undefined for anything else. */
export function parseFormerHash(text: string): FormerHash | undefined {
  if (!/^AQ[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length <= HEADER_BYTES || bytes.length > MAX_BYTES || bytes[0] !== FORMAT_MARKER) return undefined;
  const digest = DIGESTS[bytes.readUInt32BE(1)];
  const iterations = bytes.readUInt32BE(5);
  const saltEnd = HEADER_BYTES + bytes.readUInt32BE(9);
  const salt = bytes.subarray(HEADER_BYTES, saltEnd);
  const key = bytes.subarray(saltEnd);
  const sound = salt.length >= MIN_SALT_BYTES && key.length >= MIN_KEY_BYTES;
  // Whoever could write such a row must not be able to hang the server with it.
  const bounded = iterations >= 1 && iterations <= MAX_ITERATIONS;
  return digest && sound && bounded ? { digest, iterations, salt, key } : undefined;
}

/** Tells hashes apart whose work differs. */
export const kindOfFormer = ({ digest, iterations, key }: FormerHash): string =>
  `${digest} ${iterations} ${key.length}`;

/** Whether a password has that hash. The work is done off the event loop. */
export async function verifyFormerHash(password: string, hash: FormerHash): Promise<boolean> {
  const { digest, iterations, salt, key } = hash;
  return timingSafeEqual(await derive(password, salt, iterations, key.length, digest), key);
}
