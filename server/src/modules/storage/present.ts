import { toTimestamp } from '../../core/clock.ts';
import { isJson, type Json } from './fields.ts';
import type { ProfileRow } from './repo.ts';
import type { ConfigurationSummary, StorageProfileAnswer } from './schema.ts';
import { typeOf } from './types.ts';

/** What is stored of a configuration. */
export function configurationOf(row: Pick<ProfileRow, 'configuration_json'>): Json {
  const value: unknown = JSON.parse(row.configuration_json);
  return isJson(value) ? value : {};
}

/** @param secretsSet names of the secrets that are kept */
export function presentProfile(row: ProfileRow, secretsSet: readonly string[]): StorageProfileAnswer {
  const configuration = configurationOf(row);
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    providerType: row.provider_type,
    isEnabled: row.is_enabled === 1,
    isDefault: row.is_default === 1,
    capabilities: typeOf(row.provider_type).capabilities(configuration),
    configurationSummary: summaryOf(configuration),
    configuration,
    secretsSet: [...secretsSet],
    createdAtUtc: toTimestamp(row.created_at),
    updatedAtUtc: toTimestamp(row.updated_at),
  };
}

/** The same fields for every type; those that a type does not have are null. */
function summaryOf(configuration: Json): ConfigurationSummary {
  const text = (name: string): string | null => {
    const value = configuration[name] ?? null;
    return value === null ? null : String(value);
  };
  const { forcePathStyle } = configuration;
  return {
    providerName: text('providerName'),
    rootPath: text('rootPath'),
    endpointHost: hostOf(text('endpoint')),
    bucketOrContainer: text('bucket'),
    region: text('region'),
    publicBaseUrl: text('publicBaseUrl'),
    forcePathStyle: typeof forcePathStyle === 'boolean' ? forcePathStyle : null,
    owner: text('owner'),
    repository: text('repo'),
    reference: text('ref'),
    releaseTagMode: text('releaseTagMode'),
    fixedTag: text('fixedTag'),
    pathPrefix: text('assetPathPrefix') ?? text('basePath'),
    visibilityPolicy: text('visibilityPolicy'),
    basePath: text('basePath'),
    assetPathPrefix: text('assetPathPrefix'),
    apiBaseUrl: text('apiBaseUrl'),
    rawBaseUrl: text('rawBaseUrl'),
  };
}

/** With a port that is not its scheme's own. */
const hostOf = (address: string | null): string | null =>
  address !== null && URL.canParse(address) ? new URL(address).host : null;
