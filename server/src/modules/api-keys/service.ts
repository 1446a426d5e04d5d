import type { ClientInfo, EnvironmentKeyActor, ManagedKeyActor } from '../../core/actor.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import { type Clock, DAY } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { type ApiKeyId, parseId, type UserId } from '../../core/ids.ts';
import type { Secret } from '../../core/secret.ts';
import type { Db } from '../../db/database.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import { checkedName } from './checks.ts';
import { createEnvironmentKeys } from './environment.ts';
import { looksManaged, readKeyId } from './format.ts';
import { createHolders } from './holders.ts';
import { createKeyIssuing, type MadeKey } from './issuing.ts';
import { createLastUse } from './last-use.ts';
import { createKeyReading } from './reading.ts';
import * as repo from './repo.ts';
import type { ApiKeyAnswer, ApiKeyPage, ApiKeyQuery, CreateApiKey, IssuedApiKey, RotateApiKey } from './schema.ts';

/** Revoked and expired keys are kept this long, so that their holders are told what became of them. */
const HISTORY_MS = 90 * DAY;

/**
 * Keys for scripts and agents: those of the environment, and those that people make. People, keys of the environment
 * and the operator (`system`) manage them; a managed key, and who does not reach the owner, is refused with
 * `api_key_manage_forbidden`, and an unknown id with `api_key_not_found`.
 */
export interface ApiKeys {
  /** false: no key is accepted. */
  readonly enabled: boolean;
  /** Whether a request without a credential is told to bring a key. */
  readonly advertised: boolean;
  /**
   * Who holds the key; undefined for what is no key of either kind.
   * @throws AppError `api_key_…` for a managed key that is not, or no longer, good
   */
  authenticate(key: string, client: ClientInfo): Promise<EnvironmentKeyActor | ManagedKeyActor | undefined>;
  /**
   * Who holds the key of this name now, for what it allowed before.
   * @param name that of the actor @throws AppError as {@link authenticate}
   */
  recall(name: string, client: ClientInfo): Promise<EnvironmentKeyActor | ManagedKeyActor | undefined>;
  /** Which key a text is, whether or not it is good; undefined for what is none. */
  identify(text: string): Promise<AuditTarget | undefined>;
  list(caller: Recorder, query: ApiKeyQuery): Promise<ApiKeyPage>;
  get(caller: Recorder, id: ApiKeyId): Promise<ApiKeyAnswer>;
  /** @throws AppError `auth_forbidden` for a permission that is not held, `api_key_limit_reached`, `user_not_found` */
  create(caller: Recorder, request: CreateApiKey): Promise<IssuedApiKey>;
  rename(caller: Recorder, id: ApiKeyId, name: string): Promise<ApiKeyAnswer>;
  /** A new secret, for the owner's eyes alone. Of several at the same time one is done; the others: `api_key_conflict`. */
  rotate(caller: Recorder, id: ApiKeyId, request: RotateApiKey): Promise<IssuedApiKey>;
  /** A key that is revoked already stays so. */
  revoke(caller: Recorder, id: ApiKeyId): Promise<void>;
  /** Revokes the managed key that asks for it. */
  revokeSelf(caller: Recorder): Promise<void>;
  /** To be told when this process changes what somebody may do. */
  forgetOwner(id: UserId): void;
  /** Removes what is of no use any more; to be called now and then. */
  tidy(): Promise<void>;
  /** Resolves when every use so far is noted. */
  settled(): Promise<void>;
}

export interface ApiKeysOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly log: { error(fields: object, message: string): void };
  readonly enabled: boolean;
  readonly advertised: boolean;
  /** The keys of the environment, in clear or as `sha256:<hex>`. */
  readonly keys: readonly Secret<string>[];
  readonly maxPerOwner: number;
}

export function createApiKeys({ db, clock, audit, log, enabled, advertised, ...options }: ApiKeysOptions): ApiKeys {
  const environment = createEnvironmentKeys(options.keys);
  const holders = createHolders(db);
  const lastUse = createLastUse(db, log);
  const reading = createKeyReading({ db, clock, environment, lastUse });
  const issuing = createKeyIssuing({ db, clock, audit, maxPerOwner: options.maxPerOwner });

  const requireEnabled = (): void => {
    if (!enabled) throw new AppError('api_keys_disabled');
  };

  const answer = async ({ id, key }: MadeKey): Promise<IssuedApiKey> => {
    holders.forgetKey(id);
    return { key, apiKey: await reading.show(id) };
  };

  const revoke = async (caller: Recorder, target: AuditTarget & { id: ApiKeyId }): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      const revoked = await repo.revokeKey(trx, target.id, clock.now());
      if (revoked) await audit.record(trx, caller, { action: 'api_key.revoke', target });
    });
    holders.forgetKey(target.id);
  };

  return {
    enabled,
    advertised,
    async authenticate(key, client) {
      if (!enabled) return undefined;
      const hash = sha256Hex(key);
      const ofEnvironment = environment.find(hash);
      if (ofEnvironment || !looksManaged(key)) return ofEnvironment;
      const id = readKeyId(key);
      if (!id) throw new AppError('api_key_invalid');
      const now = clock.now();
      const { actor, lastUsedAt } = await holders.find({ id, hash, address: client.address }, now);
      lastUse.note(id, lastUsedAt, client, now);
      return actor;
    },

    async recall(name, client) {
      if (!enabled) return undefined;
      const ofEnvironment = environment.findByName(name);
      if (ofEnvironment) return ofEnvironment;
      const id = parseId<ApiKeyId>(name.slice(name.indexOf(':') + 1));
      return id && holders.recall(id, client.address, clock.now());
    },

    async identify(text) {
      const hash = sha256Hex(text);
      const ofEnvironment = environment.find(hash);
      if (ofEnvironment) return { kind: 'apiKey', id: null, name: ofEnvironment.name };
      const id = readKeyId(text);
      const key = id && (await repo.findKey(db, id));
      const isIt = key && (key.key_hash === hash || key.former_key_hash === hash);
      return isIt ? { kind: 'apiKey', id: key.id, name: key.name } : undefined;
    },
    list: reading.list,
    get: reading.get,
    async create(caller, request) {
      requireEnabled();
      return answer(await issuing.create(caller, request));
    },
    async rename(caller, id, name) {
      const { key } = await reading.reach(caller, id, 'users.update');
      const next = checkedName(name);
      await db.transaction().execute(async (trx) => {
        if (!(await repo.renameKey(trx, id, next))) throw new AppError('api_key_conflict');
        await audit.record(trx, caller, {
          action: 'api_key.update',
          target: { kind: 'apiKey', id, name: next },
          details: { formerName: key.name },
        });
      });
      holders.forgetKey(id);
      return reading.show(id);
    },
    async rotate(caller, id, request) {
      requireEnabled();
      return answer(await issuing.rotate(caller, await reading.reach(caller, id, 'users.update'), request));
    },
    async revoke(caller, id) {
      const { key } = await reading.reach(caller, id, 'users.update');
      await revoke(caller, { kind: 'apiKey', id, name: key.name });
    },
    async revokeSelf(caller) {
      if (caller === 'system' || caller.actor.kind !== 'managedKey') {
        throw new AppError('api_key_manage_forbidden', 'A key of the environment is taken out of the environment.');
      }
      const { keyId, keyName } = caller.actor;
      await revoke(caller, { kind: 'apiKey', id: keyId, name: keyName });
    },

    forgetOwner: holders.forgetOwner,
    tidy: () => repo.removeOldKeys(db, clock.now() - HISTORY_MS),
    settled: lastUse.settled,
  };
}
