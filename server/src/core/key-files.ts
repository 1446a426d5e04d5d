import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './operator-error.ts';
import { Secret } from './secret.ts';

const KEY_BYTES = 32;

/**
 * The key kept in `<folder>/<name>`, made on the first call: 256 random bits, readable by the owner alone. Two
 * processes that start together get the same one.
 */
export function readOrCreateKey(folder: string, name: string): Secret<Buffer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  create(path);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new OperatorError(
      `The key file ${path} is damaged: expected ${KEY_BYTES} bytes in base64. Restore it from a backup, or delete it ` +
        'to have a new one made, for which what it protects is lost.',
    );
  }
  return new Secret(key);
}

/** Written aside and then linked into place, which fails when there is one already: nobody reads half a key. */
function create(path: string): void {
  if (existsSync(path)) return;
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
