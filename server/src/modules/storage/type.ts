import type { Clock } from '../../core/clock.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';
import type { StorageProviderType } from '../../core/storage-types.ts';
import type { SpoolFolder } from '../../storage/github/spool.ts';
import type { S3Agents } from '../../storage/s3-agents.ts';
import type { Storage } from '../../storage/storage.ts';
import type { StorageTraits } from '../../storage/storages.ts';
import type { Fields } from './fields.ts';
import type { Capabilities } from './schema.ts';

/** Where folders of pictures may be. */
export interface LocalPaths {
  /** What relative paths begin at. */
  readonly base: string;
  readonly allowed: readonly string[];
  /** Never, though they may lie within what is allowed: keys, and what is cleared away. */
  readonly reserved: readonly string[];
}

/** What types work with beside what a profile says. */
export interface TypeServices {
  readonly localPaths: LocalPaths;
  /** Base of public links that the settings name. */
  readonly publicBaseUrl: string | undefined;
  readonly s3Agents: S3Agents;
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** How long a store may be silent. */
  readonly timeoutMs: number;
  /** For commits without a message of their own; only the store of the settings may have another one. */
  readonly commitMessageTemplate?: string;
  /** For files that are too large for the memory. */
  openFolder(): Promise<SpoolFolder>;
  /** @throws AppError `outbound_url_invalid`, `outbound_address_not_allowed` */
  checkAddress(url: string): void;
}

/** A kind of store: how its configuration is read, and what is opened with it. */
export interface StorageType<Configuration extends object, Secrets extends object> {
  readonly type: StorageProviderType;
  readonly secretNames: readonly (string & keyof Secrets)[];
  capabilities(configuration: Configuration | undefined): Capabilities;
  /** @throws AppError that names the field */
  readConfiguration(fields: Fields, services: TypeServices): Configuration;
  /** @throws AppError that names the field */
  readSecrets(fields: Fields, configuration: Configuration): Secrets;
  /** What only the place itself can tell. @throws AppError that names the field */
  checkPlace?(configuration: Configuration, services: TypeServices): Promise<void>;
  /** Origins that secrets are sent to: at another one they have to be entered again. */
  hostsOf(configuration: Configuration): readonly string[];
  /** undefined: nothing can be kept there. */
  traits(configuration: Configuration): StorageTraits | undefined;
  open(configuration: Configuration, secrets: Secrets, services: TypeServices): Promise<Storage>;
}

/** A type whose own kinds of configuration and secrets are its business alone. */
export interface AnyStorageType extends Omit<StorageType<object, object>, 'secretNames'> {
  readonly secretNames: readonly string[];
}

/** What one type reads, it gets back: the border at which its configuration becomes an object like any other. */
export const defineType = <Configuration extends object, Secrets extends object>(
  type: StorageType<Configuration, Secrets>,
): AnyStorageType => type as unknown as AnyStorageType;

export const CONFIGURATION_INVALID: ErrorCode = 'storage_provider_profile_configuration_invalid';
export const SECRETS_INVALID: ErrorCode = 'storage_provider_profile_secret_configuration_invalid';
