import type { EnvironmentKeyActor } from '../../core/actor.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { ALL_PERMISSIONS } from '../../core/permissions.ts';
import type { Secret } from '../../core/secret.ts';

const FINGERPRINT_DIGITS = 16;
const HASHED = 'sha256:';

/** The keys that the environment lists. */
export interface EnvironmentKeys {
  /** @param hash SHA-256 of what was sent, hex */
  find(hash: string): EnvironmentKeyActor | undefined;
  /** The key with this name. */
  findByName(name: string): EnvironmentKeyActor | undefined;
  /** The first 16 hex digits of each key's SHA-256. */
  readonly fingerprints: readonly string[];
}

/**
 * Keys in clear or as `sha256:<hex>`, all with full rights. They are looked up by their hash: the time that takes says
 * nothing about how much of a guess was right.
 */
export function createEnvironmentKeys(keys: readonly Secret<string>[]): EnvironmentKeys {
  const actors = new Map(
    keys.map((key) => {
      const hash = hashOf(key.reveal());
      const actor: EnvironmentKeyActor = {
        kind: 'environmentKey',
        name: `api-key:${fingerprintOf(hash)}`,
        permissions: ALL_PERMISSIONS,
      };
      return [hash, actor] as const;
    }),
  );
  const findByName = (name: string) => [...actors.values()].find((actor) => actor.name === name);
  return { find: (hash) => actors.get(hash), findByName, fingerprints: [...actors.keys()].map(fingerprintOf) };
}

const hashOf = (key: string): string =>
  key.toLowerCase().startsWith(HASHED) ? key.slice(HASHED.length).trim().toLowerCase() : sha256Hex(key);

const fingerprintOf = (hash: string): string => hash.slice(0, FINGERPRINT_DIGITS);
