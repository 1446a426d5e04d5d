import { AppError } from '../../core/errors.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import { SEALED_COLUMNS } from '../../core/sealed-columns.ts';
import type { Sealer } from '../../core/sealing.ts';
import type { ConfiguredStorage, StorageTraits } from '../../storage/storages.ts';
import { fieldsOf, isJson, type Json } from './fields.ts';
import { configurationOf } from './present.ts';
import type { ProfileRow } from './repo.ts';
import { type AnyStorageType, CONFIGURATION_INVALID, SECRETS_INVALID, type TypeServices } from './type.ts';
import { typeOf } from './types.ts';

/** What a profile says of its store, checked. */
export interface Contents {
  readonly configuration: object;
  readonly secrets: Json;
}

/** What is given for a profile that is made or changed; undefined: it stays as it is. */
export interface GivenContents {
  readonly configuration?: unknown;
  readonly secretConfiguration?: unknown;
}

/** Reads, checks and keeps what profiles say of their stores. */
export interface ProfileContents {
  /** @throws AppError that names the field */
  read(type: AnyStorageType, given: GivenContents): Contents;
  /** What is given over what is kept, checked together. @throws AppError that names the field */
  merge(row: ProfileRow, given: GivenContents): Contents;
  /** What only the place itself can tell. @throws AppError that names the field */
  checkPlace(type: AnyStorageType, contents: Contents): Promise<void>;
  columnsOf(id: StorageProfileId, contents: Contents): Pick<ProfileRow, 'configuration_json' | 'sealed_secrets'>;
  /** Names of the secrets that are kept. */
  secretsSetOf(row: ProfileRow): readonly string[];
  /** @throws AppError `storage_provider_profile_secrets_unreadable` */
  secretsOf(row: ProfileRow): Json;
  /** What opens the store; undefined when nothing can be kept there. */
  runtimeOf(row: ProfileRow): ConfiguredStorage | undefined;
}

const secretsContext = SEALED_COLUMNS.storageSecrets.contextOf;

export function createProfileContents(sealer: Sealer, services: TypeServices): ProfileContents {
  const check = (type: AnyStorageType, configurationJson: Json, secretsJson: Json): Contents => {
    const fields = fieldsOf(configurationJson, 'configuration', CONFIGURATION_INVALID);
    const configuration = type.readConfiguration(fields, services);
    const secretFields = fieldsOf(secretsJson, 'secretConfiguration', SECRETS_INVALID);
    if (type.secretNames.length === 0 && Object.keys(secretsJson).length > 0) {
      throw new AppError('storage_provider_profile_secret_not_supported', undefined, { field: 'secretConfiguration' });
    }
    const read = type.readSecrets(secretFields, configuration);
    const secrets = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
    return { configuration, secrets };
  };

  const secretsOf: ProfileContents['secretsOf'] = (row) => {
    if (row.sealed_secrets === null) return {};
    const text = sealer.open(row.sealed_secrets, secretsContext(row.id));
    if (text === undefined) throw new AppError('storage_provider_profile_secrets_unreadable');
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : {};
  };

  return {
    secretsOf,

    read: (type, { configuration, secretConfiguration }) =>
      check(type, requiredObject(configuration), secretsObject(secretConfiguration ?? {})),

    merge(row, given) {
      const type = typeOf(row.provider_type);
      const before = configurationOf(row);
      const configuration =
        given.configuration === undefined ? before : { ...before, ...requiredObject(given.configuration) };
      const isCleared = given.secretConfiguration === null;
      const entered = secretsObject(given.secretConfiguration ?? {});
      // Unreadable ones can be entered again, all of them at once.
      const isComplete = type.secretNames.every((name) => Object.hasOwn(entered, name));
      const kept = isCleared || isComplete ? {} : secretsOf(row);
      const contents = check(type, configuration, { ...kept, ...entered });
      const hosts = new Set(storedHosts(type, before, services));
      const leadsElsewhere = type.hostsOf(contents.configuration).some((host) => !hosts.has(host));
      if (leadsElsewhere && Object.keys(kept).some((name) => !Object.hasOwn(entered, name))) {
        throw new AppError('storage_provider_profile_secret_required', undefined, { field: 'secretConfiguration' });
      }
      return contents;
    },

    async checkPlace(type, { configuration }) {
      await type.checkPlace?.(configuration, services);
    },

    columnsOf: (id, { configuration, secrets }) => ({
      configuration_json: JSON.stringify(configuration),
      sealed_secrets:
        Object.keys(secrets).length === 0 ? null : sealer.seal(JSON.stringify(secrets), secretsContext(id)),
    }),

    secretsSetOf(row) {
      try {
        return Object.keys(secretsOf(row));
      } catch {
        return [];
      }
    },

    runtimeOf(row) {
      const type = typeOf(row.provider_type);
      let configuration: object;
      let traits: StorageTraits | undefined;
      try {
        const fields = fieldsOf(configurationOf(row), 'configuration', CONFIGURATION_INVALID);
        configuration = type.readConfiguration(fields, services);
        traits = type.traits(configuration);
      } catch {
        // Fine once, and not any more: a folder that the operator has forbidden since, an address that is private.
        // Whatever it is, the other profiles are read all the same.
        return undefined;
      }
      if (!traits) return undefined;
      return {
        traits,
        async open() {
          const secrets = fieldsOf(secretsOf(row), 'secretConfiguration', SECRETS_INVALID);
          return type.open(configuration, type.readSecrets(secrets, configuration), services);
        },
      };
    },
  };
}

function requiredObject(value: unknown): Json {
  if (isJson(value)) return value;
  throw new AppError('storage_provider_profile_configuration_required', undefined, { field: 'configuration' });
}

function secretsObject(value: unknown): Json {
  if (!isJson(value)) throw new AppError(SECRETS_INVALID, 'Expected an object.', { field: 'secretConfiguration' });
  return value;
}

/** Where the kept secrets went so far; nowhere when what is kept cannot be read any more. */
function storedHosts(type: AnyStorageType, configuration: Json, services: TypeServices): readonly string[] {
  try {
    return type.hostsOf(
      type.readConfiguration(fieldsOf(configuration, 'configuration', CONFIGURATION_INVALID), services),
    );
  } catch {
    return [];
  }
}
