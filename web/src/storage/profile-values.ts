import type { NewStorageProfile, StorageProfile, StorageProfilePatch } from '@nekohub/client';
import { originOf } from '../console-ui/web-address.ts';
import type { en } from '../i18n/en.ts';

export type StorageType = StorageProfile['providerType'];
/** In the order in which they are offered. */
export const storageTypes = ['local', 's3-compatible', 'github-repo', 'github-releases'] as const;

/** The form for a storage profile, as its fields hold it: those of all types, of which those of its own are sent. */
export interface ProfileValues {
  name: string;
  displayName: string;
  providerType: StorageType;
  isEnabled: boolean;
  rootPath: string;
  endpoint: string;
  bucket: string;
  region: string;
  forcePathStyle: boolean;
  delivery: string;
  publicBaseUrl: string;
  owner: string;
  repo: string;
  ref: string;
  basePath: string;
  apiBaseUrl: string;
  rawBaseUrl: string;
  visibilityPolicy: string;
  releaseTagMode: string;
  fixedTag: string;
  assetPathPrefix: string;
  /** Secrets are empty: the stored ones, where there are some. */
  accessKey: string;
  secretKey: string;
  token: string;
}

export type ProfileField = keyof ProfileValues;

const configurationFields = {
  local: ['rootPath', 'publicBaseUrl'],
  's3-compatible': ['endpoint', 'bucket', 'region', 'forcePathStyle', 'delivery', 'publicBaseUrl'],
  'github-repo': ['owner', 'repo', 'ref', 'basePath', 'visibilityPolicy', 'apiBaseUrl', 'rawBaseUrl'],
  'github-releases': ['owner', 'repo', 'releaseTagMode', 'fixedTag', 'assetPathPrefix', 'visibilityPolicy'],
} as const satisfies Record<StorageType, readonly ProfileField[]>;

const secretFields = {
  local: [],
  's3-compatible': ['accessKey', 'secretKey'],
  'github-repo': ['token'],
  'github-releases': ['token'],
} as const satisfies Record<StorageType, readonly ProfileField[]>;

export type SecretField = (typeof secretFields)[StorageType][number];

const emptyValues: ProfileValues = {
  name: '',
  displayName: '',
  providerType: 's3-compatible',
  isEnabled: true,
  rootPath: '',
  endpoint: '',
  bucket: '',
  region: '',
  forcePathStyle: true,
  delivery: 'proxy',
  publicBaseUrl: '',
  owner: '',
  repo: '',
  ref: 'main',
  basePath: '',
  apiBaseUrl: '',
  rawBaseUrl: '',
  visibilityPolicy: 'public-only',
  releaseTagMode: 'latest',
  fixedTag: '',
  assetPathPrefix: '',
  accessKey: '',
  secretKey: '',
  token: '',
};

export const startValues = (profile: StorageProfile | null): ProfileValues => {
  if (profile === null) return emptyValues;
  const { name, displayName, providerType, isEnabled, configuration } = profile;
  const stored = configurationFields[providerType].flatMap((field) => {
    const value = configuration[field] ?? null;
    return value === null ? [] : [[field, value] as const];
  });
  return {
    ...emptyValues,
    name,
    displayName: displayName ?? '',
    providerType,
    isEnabled,
    ...Object.fromEntries(stored),
  };
};

/** An empty text is none: the server then takes its own. */
const given = (value: string | boolean): string | boolean | null =>
  typeof value === 'string' ? value.trim() || null : value;

const configurationOf = (values: ProfileValues) =>
  Object.fromEntries(configurationFields[values.providerType].map((field) => [field, given(values[field])]));

const secretsOf = (values: ProfileValues) => {
  const entered = secretFields[values.providerType].filter((field) => values[field].trim() !== '');
  const secrets = Object.fromEntries(entered.map((field) => [field, values[field]]));
  return entered.length === 0 ? {} : { secretConfiguration: secrets };
};

export const toNewProfile = (values: ProfileValues): NewStorageProfile => ({
  name: values.name,
  displayName: values.displayName.trim() || null,
  providerType: values.providerType,
  isEnabled: values.isEnabled,
  configuration: configurationOf(values),
  ...secretsOf(values),
});

/** Only what was changed. */
export const toProfilePatch = (before: ProfileValues, after: ProfileValues): StorageProfilePatch => {
  const former = configurationOf(before);
  const changed = Object.entries(configurationOf(after)).filter(([field, value]) => value !== former[field]);
  return {
    ...(after.name === before.name ? {} : { name: after.name }),
    ...(after.displayName === before.displayName ? {} : { displayName: after.displayName.trim() || null }),
    ...(after.isEnabled === before.isEnabled ? {} : { isEnabled: after.isEnabled }),
    ...(changed.length === 0 ? {} : { configuration: Object.fromEntries(changed) }),
    ...secretsOf(after),
  };
};

/** Where the secrets are sent. */
const originsOf = ({ providerType, endpoint, apiBaseUrl, rawBaseUrl }: ProfileValues): (string | null)[] => {
  if (providerType === 's3-compatible') return [originOf(endpoint)];
  if (providerType !== 'github-repo') return [];
  return [
    originOf(apiBaseUrl || 'https://api.github.com'),
    originOf(rawBaseUrl || 'https://raw.githubusercontent.com'),
  ];
};

/** Whether the address leads to another host than those that the stored secrets were entered for. */
export const leadsElsewhere = (profile: StorageProfile | null, values: ProfileValues): boolean => {
  if (profile === null || profile.secretsSet.length === 0) return false;
  const known = originsOf(startValues(profile));
  return originsOf(values).some((origin) => origin !== null && !known.includes(origin));
};

type FaultKey = `error.code.${keyof typeof en.error.code}` | 'storage.keyAgain';
type Faults = Partial<Record<ProfileField, FaultKey>>;

/** What is missing, in the order of the fields, in the words that the server has for it. */
export const faultsOf = (profile: StorageProfile | null, values: ProfileValues): Faults => {
  const isBlank = (field: Exclude<ProfileField, 'isEnabled' | 'forcePathStyle'>) => values[field].trim() === '';
  const isKept = (field: SecretField) => profile?.secretsSet.includes(field) === true;
  const isMoved = leadsElsewhere(profile, values);
  const secret = (field: SecretField, needed: FaultKey | null): Faults => {
    if (!isBlank(field)) return {};
    if (isKept(field)) return isMoved ? { [field]: 'storage.keyAgain' } : {};
    return needed === null ? {} : { [field]: needed };
  };
  const missing = (field: Parameters<typeof isBlank>[0], fault: FaultKey): Faults =>
    isBlank(field) ? { [field]: fault } : {};
  const code = 'error.code.storage_provider_profile_';
  const repository = {
    ...missing('owner', `${code}github_owner_required`),
    ...missing('repo', `${code}github_repo_required`),
  };
  const byType = {
    local: () => missing('rootPath', `${code}root_path_required`),
    's3-compatible': () => ({
      ...(originOf(values.endpoint) === null && { endpoint: `${code}endpoint_invalid` as const }),
      ...missing('bucket', `${code}bucket_required`),
      ...missing('region', `${code}region_required`),
      ...(values.delivery === 'public' && missing('publicBaseUrl', `${code}public_base_url_invalid`)),
      ...secret('accessKey', `${code}access_key_required`),
      ...secret('secretKey', `${code}secret_key_required`),
    }),
    'github-repo': () => ({
      ...repository,
      ...missing('ref', `${code}github_repo_ref_required`),
      ...secret(
        'token',
        values.visibilityPolicy === 'private-token' ? `${code}github_repo_token_required_for_private` : null,
      ),
    }),
    'github-releases': () => ({
      ...repository,
      ...(values.releaseTagMode === 'fixed' && missing('fixedTag', `${code}github_releases_fixed_tag_required`)),
    }),
  } satisfies Record<StorageType, () => Faults>;
  return { ...missing('name', `${code}name_required`), ...byType[values.providerType]() };
};

/** Which field of the form a field of the server's is. */
export const serverFields = (type: StorageType): Record<string, ProfileField> => {
  const [firstSecret] = secretFields[type];
  const byVisibility = ({ 's3-compatible': 'delivery', 'github-repo': 'visibilityPolicy' } as const)[
    type as 's3-compatible' | 'github-repo'
  ];
  return {
    name: 'name',
    displayName: 'displayName',
    isEnabled: 'isEnabled',
    ...Object.fromEntries(configurationFields[type].map((field) => [`configuration.${field}`, field])),
    ...Object.fromEntries(secretFields[type].map((field) => [`secretConfiguration.${field}`, field])),
    // Without the name of a field: secrets that are needed again, and private pictures that everybody could read then.
    ...(firstSecret !== undefined && { secretConfiguration: firstSecret }),
    ...(byVisibility !== undefined && { configuration: byVisibility }),
  };
};
