import type { EnvironmentKeyActor } from '../../core/actor.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { ALL_PERMISSIONS } from '../../core/permissions.ts';
import type { Secret } from '../../core/secret.ts';

const FINGERPRINT_DIGITS = 16;
const HASHED = 'sha256:';

/** Keys for scripts and agents. */
export interface ApiKeys {
  readonly enabled: boolean;
  /** The holder of the key, or undefined when there is no such key. */
  find(key: string): EnvironmentKeyActor | undefined;
}

/**
 * The keys that the environment lists, in clear or as `sha256:<hex>`, all with full rights. They are looked up by
 * their hash: the time that takes says nothing about how much of a guess was right.
 */
export function createApiKeys({ enabled, keys }: { enabled: boolean; keys: readonly Secret<string>[] }): ApiKeys {
  const actors = new Map(
    keys.map((key) => {
      const text = key.reveal();
      const hash = text.toLowerCase().startsWith(HASHED)
        ? text.slice(HASHED.length).trim().toLowerCase()
        : sha256Hex(text);
      const actor: EnvironmentKeyActor = {
        kind: 'environmentKey',
        name: `api-key:${hash.slice(0, FINGERPRINT_DIGITS)}`,
        permissions: ALL_PERMISSIONS,
      };
      return [hash, actor] as const;
    }),
  );
  return { enabled, find: (key) => (enabled && actors.size > 0 ? actors.get(sha256Hex(key)) : undefined) };
}
