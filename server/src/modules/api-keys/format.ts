import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type ApiKeyId, parseId } from '../../core/ids.ts';
import { Secret } from '../../core/secret.ts';

// nhk_<id: 32 hex digits>_<secret: 43 base62><checksum: 6 base62>. docs/api-keys.md tells secret scanners the same.
const KEY = /^(nhk_([0-9a-f]{32})_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const SECRET_BYTES = 32;
const SECRET_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new key with this id: 256 random bits as its secret. */
export function makeKey(id: ApiKeyId): Secret<string> {
  const secret = base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_CHARACTERS);
  const body = `${keyPrefix(id)}${secret}`;
  return new Secret(`${body}${checksumOf(body)}`);
}

/** What every key with this id begins with: names the key, tells nothing of its secret. */
export const keyPrefix = (id: ApiKeyId): string => `nhk_${id.replaceAll('-', '')}_`;

/** Whether a text means to be a managed key, whole or not. */
export const looksManaged = (text: string): boolean => text.startsWith('nhk_');

/** The id in a key whose checksum is right; undefined for whatever was never made here, without asking anybody. */
export function readKeyId(key: string): ApiKeyId | undefined {
  const [, body, id, checksum] = KEY.exec(key) ?? [];
  if (body === undefined || id === undefined || checksumOf(body) !== checksum) return undefined;
  return parseId<ApiKeyId>(id);
}

/** CRC-32 (ISO 3309), which catches slips of typing and copying, not forgers. */
const checksumOf = (body: string): string => base62(BigInt(crc32(body)), CHECKSUM_CHARACTERS);

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${ALPHABET[Number(rest % 62n)]}${text}`;
  return text.padStart(length, ALPHABET[0]);
}
