import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from './operator-error.ts';
import { Secret } from './secret.ts';
import { syncFolderNow } from './sync-folder.ts';

const KEY_BYTES = 32;

/** The newest first, then those that are still needed for reading what they encrypted. */
export type Keys = readonly [newest: Secret<Buffer>, ...former: Secret<Buffer>[]];

/** A file of keys, one a line in base64, readable by the owner alone. */
export interface KeyFile {
  /** Reads the file again when it was changed, by whatever process. @throws OperatorError when it is damaged */
  keys(): Keys;
  /** Puts a new key before the others. */
  add(): void;
  /** Forgets all keys but the newest. */
  forgetFormer(): void;
}

/** Made with one key of 256 random bits when there is none. Two processes that start together get the same one. */
export function openKeyFile(folder: string, name: string): KeyFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  create(path);
  let read: { readonly keys: Keys; readonly state: string } | undefined;
  const keys = () => {
    const { mtimeNs, ino, size } = statSync(path, { bigint: true });
    const state = `${mtimeNs} ${ino} ${size}`;
    if (read?.state !== state) read = { keys: readKeys(path), state };
    return read.keys;
  };
  return {
    keys,
    add: () => replace(path, [newKey(), ...keys()]),
    forgetFormer: () => replace(path, [keys()[0]]),
  };
}

/** Undefined when there is no such file. @throws OperatorError when it is damaged */
export function readKeyFile(folder: string, name: string): Keys | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readKeys(path) : undefined;
}

/** The newest key of a file, as it is now. */
export const readOrCreateKey = (folder: string, name: string): Secret<Buffer> => openKeyFile(folder, name).keys()[0];

function readKeys(path: string): Keys {
  const lines = readFileSync(path, 'utf8').trim().split(/\s+/);
  const [newest, ...former] = lines.map((line) => new Secret(Buffer.from(line, 'base64')));
  if (!newest || [newest, ...former].some((key) => key.reveal().length !== KEY_BYTES)) {
    throw new OperatorError(
      `The key file ${path} is damaged: expected ${KEY_BYTES} bytes in base64. Restore it from a backup, or delete it ` +
        'to have a new one made, for which what it protects is lost.',
    );
  }
  return [newest, ...former];
}

const newKey = (): Secret<Buffer> => new Secret(randomBytes(KEY_BYTES));

/** Written aside first: nobody reads half a key. Returns the path. */
function draft(path: string, keys: readonly Secret<Buffer>[]): string {
  const own = `${path}.${randomBytes(4).toString('hex')}`;
  const file = openSync(own, 'wx', 0o600);
  for (const key of keys) writeSync(file, `${key.reveal().toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
  return own;
}

/** Linked into place, which fails when there is one already. */
function create(path: string): void {
  if (existsSync(path)) return;
  const own = draft(path, [newKey()]);
  try {
    linkSync(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(own);
  }
}

/** What is encrypted next needs these keys, so they are on the disk before this returns. */
function replace(path: string, keys: Keys): void {
  renameSync(draft(path, keys), path);
  syncFolderNow(dirname(path));
}
