import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Outbound } from '../../core/outbound.ts';
import type { StorageProviderType } from '../../core/storage-types.ts';
import type { Warning } from '../../core/warnings.ts';
import type { ConfiguredStorage } from '../../storage/storages.ts';
import { fieldsOf, type Json } from './fields.ts';
import type { StorageProfileAnswer } from './schema.ts';
import { CONFIGURATION_INVALID, SECRETS_INVALID, type TypeServices } from './type.ts';
import { typeOf } from './types.ts';

/** A store of the settings, in the words of profiles. */
export interface SettingsStore extends ConfiguredStorage {
  readonly type: StorageProviderType;
  readonly configuration: Json;
  readonly secrets: Json;
}

/** The stores that settings alone describe. */
export interface SettingsStores {
  readonly configured: SettingsStore;
  /** Objects that were stored before may be there. */
  readonly former: readonly SettingsStore[];
  readonly waiting: SettingsStore;
}

/** @throws AppError that names the field at fault */
export function storesOfSettings(
  { storage, data }: Config,
  services: TypeServices,
  /** Opens the way to the addresses of the settings, wherever they are. */
  openOutbound: (urls: readonly string[]) => Outbound,
): SettingsStores {
  const local = storeOf(
    'local',
    { rootPath: shortened(storage.localRootPath, data.path), createDirectoryIfMissing: storage.createLocalRoot },
    {},
    services,
  );
  const stores = new Map([['local', local]]);
  if (storage.s3) {
    const { accessKey, secretKey, ...configuration } = storage.s3;
    const secrets = { accessKey: accessKey.reveal(), secretKey: secretKey.reveal() };
    stores.set('s3', storeOf('s3-compatible', configuration, secrets, services));
  }
  if (storage.github) {
    const { configuration, token, providerName, commitMessageTemplate } = storage.github;
    const outbound = openOutbound([configuration.apiBaseUrl, configuration.rawBaseUrl]);
    const own = { ...services, outbound, commitMessageTemplate };
    const store = storeOf('github-repo', configuration, token ? { token: token.reveal() } : {}, own);
    stores.set('github-repo', { ...store, traits: { ...store.traits, provider: providerName } });
  }
  const configured = stores.get(storage.provider) ?? local;
  return { configured, former: [...stores.values()].filter((store) => store !== configured), waiting: local };
}

function storeOf(name: StorageProviderType, given: Json, secretsGiven: Json, services: TypeServices): SettingsStore {
  const type = typeOf(name);
  const configuration = type.readConfiguration(fieldsOf(given, 'configuration', CONFIGURATION_INVALID), services);
  const secrets = type.readSecrets(fieldsOf(secretsGiven, 'secretConfiguration', SECRETS_INVALID), configuration);
  const traits = type.traits(configuration);
  if (!traits) throw new Error(`Nothing can be stored with ${name}.`);
  return {
    type: name,
    configuration: { ...configuration },
    secrets: { ...secrets },
    traits,
    open: () => type.open(configuration, secrets, services),
  };
}

/** Relative when it is below `base`, so that it is right wherever that is moved. */
function shortened(path: string, base: string): string {
  const way = relative(base, path);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? path : way;
}

/** Which setting tells which field of a profile. */
const SETTINGS_OF: Readonly<Partial<Record<StorageProviderType, Readonly<Record<string, string>>>>> = {
  local: { Storage__Local__RootPath: 'rootPath' },
  's3-compatible': {
    Storage__S3__ProviderName: 'providerName',
    Storage__S3__Endpoint: 'endpoint',
    Storage__S3__Bucket: 'bucket',
    Storage__S3__Region: 'region',
    Storage__S3__ForcePathStyle: 'forcePathStyle',
    Storage__S3__PublicBaseUrl: 'publicBaseUrl',
  },
  'github-repo': {
    Storage__GitHubRepo__Owner: 'owner',
    Storage__GitHubRepo__Repo: 'repo',
    Storage__GitHubRepo__Ref: 'ref',
    Storage__GitHubRepo__BasePath: 'basePath',
    Storage__GitHubRepo__VisibilityPolicy: 'visibilityPolicy',
    Storage__GitHubRepo__ApiBaseUrl: 'apiBaseUrl',
    Storage__GitHubRepo__RawBaseUrl: 'rawBaseUrl',
  },
};

/** Says which settings that somebody has set are not what uploads go by, because the default profile says otherwise. */
export function createSettingsWarnings({ storage, data }: Config, { configured }: SettingsStores) {
  return (profile: Pick<StorageProfileAnswer, 'name' | 'providerType' | 'configuration'>): readonly Warning[] => {
    const isOtherType = profile.providerType !== configured.type;
    const differs = (field: string): boolean => {
      const [theirs, ours] = [profile.configuration[field] ?? null, configured.configuration[field] ?? null];
      if (field !== 'rootPath') return theirs !== ours;
      return resolve(data.path, String(theirs)) !== resolve(data.path, String(ours));
    };
    const names = Object.entries(SETTINGS_OF[configured.type] ?? {})
      .filter(([, field]) => isOtherType || differs(field))
      .map(([name]) => name);
    const idle = [...(isOtherType ? ['Storage__Provider'] : []), ...names].filter((name) => storage.given.has(name));
    if (idle.length === 0) return [];
    const subject = idle.join(', ');
    const message =
      `${subject}: not used any more. Uploads go to the default storage profile ${profile.name}, which says ` +
      'something else. Change the profile, or remove the setting.';
    return [{ code: 'setting_without_effect', subject, message }];
  };
}
