import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { type KeyFile, type Keys, openKeyFile, readKeyFile, readOrCreateKey } from './core/key-files.ts';
import { Secret } from './core/secret.ts';

const ENCRYPTION_KEY_FILE = 'encryption.key';

/** What secrets in the database are encrypted with. */
export interface EncryptionKeys {
  keys(): Keys;
  /** The setting or the file that the newest one comes from. */
  readonly where: string;
  /** The file, when the newest key is in it. */
  readonly file: KeyFile | undefined;
}

/** The key of the settings, else one that is made and kept in a file. Former ones of both are there for reading. */
export function openEncryptionKeys({ encryptionKey, previousEncryptionKeys, data }: Config): EncryptionKeys {
  if (encryptionKey) {
    const kept = readKeyFile(data.keysPath, ENCRYPTION_KEY_FILE) ?? [];
    const keys: Keys = [encryptionKey, ...previousEncryptionKeys, ...kept];
    return { keys: () => keys, where: 'Security__EncryptionKey', file: undefined };
  }
  const file = openKeyFile(data.keysPath, ENCRYPTION_KEY_FILE);
  return {
    keys: () => [...file.keys(), ...previousEncryptionKeys] as const,
    where: join(data.keysPath, ENCRYPTION_KEY_FILE),
    file,
  };
}

/** What access tokens are signed with; former ones still verify. */
export function openJwtSecrets({ jwt, data }: Config): Secret<Uint8Array>[] {
  const given = [...(jwt.secret ? [jwt.secret] : []), ...jwt.previousSecrets];
  const secrets = given.map((secret) => new Secret<Uint8Array>(Buffer.from(secret.reveal())));
  return jwt.secret ? secrets : [readOrCreateKey(data.keysPath, 'jwt.key'), ...secrets];
}
