import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';
import { STORAGE_PROVIDER_TYPES } from '../../core/storage-types.ts';
import { WarningSchema } from '../../core/warnings.ts';

const CapabilitiesSchema = Type.Object({
  supportsPublicRead: Type.Boolean(),
  supportsPrivateRead: Type.Boolean({ description: 'false: private pictures are refused.' }),
  supportsVisibilityToggle: Type.Boolean(),
  supportsDelete: Type.Boolean(),
  supportsDirectPublicUrl: Type.Boolean(),
  requiresAccessProxy: Type.Boolean(),
  recommendedForPrimaryStorage: Type.Boolean(),
  isPlatformBacked: Type.Boolean(),
  isExperimental: Type.Boolean(),
  requiresTokenForPrivateRead: Type.Boolean(),
});

const text = Nullable(Type.String());

const SummarySchema = Type.Object({
  providerName: text,
  rootPath: text,
  endpointHost: text,
  bucketOrContainer: text,
  region: text,
  publicBaseUrl: text,
  forcePathStyle: Nullable(Type.Boolean()),
  owner: text,
  repository: text,
  reference: text,
  releaseTagMode: text,
  fixedTag: text,
  pathPrefix: text,
  visibilityPolicy: text,
  basePath: text,
  assetPathPrefix: text,
  apiBaseUrl: text,
  rawBaseUrl: text,
});

const Configuration = Type.Record(Type.String(), Type.Unknown(), {
  description: 'All of it but the secrets, by the names of its type.',
});

const profile = {
  id: Id,
  name: Type.String(),
  displayName: text,
  providerType: Word(STORAGE_PROVIDER_TYPES),
  isEnabled: Type.Boolean(),
  isDefault: Type.Boolean({ description: 'Whether uploads go there that name no profile. At most one is.' }),
  capabilities: CapabilitiesSchema,
  configurationSummary: SummarySchema,
  configuration: Configuration,
  secretsSet: Type.Array(Type.String(), { description: 'Which secrets are kept; what they are is never shown.' }),
  createdAtUtc: Timestamp,
  updatedAtUtc: Timestamp,
};

export const StorageProfileSchema = Type.Object(profile, { $id: 'StorageProfile' });

/** Without a name of its own: one name must not come twice in a schema. */
const MaybeProfile = Nullable(Type.Object(profile));

export const StorageOverviewSchema = Type.Object({
  profiles: Type.Array(StorageProfileSchema),
  defaultProfile: MaybeProfile,
  defaultWriteProfile: MaybeProfile,
  runtime: Type.Object({
    providerType: Type.String(),
    providerName: Type.String(),
    capabilities: CapabilitiesSchema,
    isConfigurationDriven: Type.Boolean({ description: 'Whether the settings decide where uploads go.' }),
    matchesDefaultProfileType: Nullable(Type.Boolean()),
  }),
  alignment: Type.Object({
    runtimeSelectionSource: Word(['configuration', 'database-default-profile']),
    hasDefaultProfile: Type.Boolean(),
    isDefaultProfileEnabled: Nullable(Type.Boolean()),
    providerTypeMatchesDefaultProfile: Nullable(Type.Boolean()),
    code: Word([
      'db_default_profile_missing',
      'db_default_profile_disabled',
      'runtime_matches_db_default_provider_type',
    ]),
    message: Type.String(),
  }),
  warnings: Type.Array(WarningSchema, {
    description: 'Settings of the environment that do not matter any more.',
  }),
});

export const StorageTargetSchema = Type.Object(
  {
    id: Nullable(Type.String({ format: 'uuid', description: 'null: the store of the settings.' })),
    name: Type.String(),
    displayName: text,
    providerType: Word(STORAGE_PROVIDER_TYPES),
    isDefault: Type.Boolean({ description: 'Whether uploads go there that name no profile.' }),
  },
  { $id: 'StorageTarget' },
);

/** Of any kind, so that each fault gets its own code from the service. */
const AnyObject = (description: string) => Type.Optional(Type.Unknown({ description }));

const Text = (maxLength: number, description?: string) =>
  Type.Optional(Nullable(Type.String({ maxLength, ...(description !== undefined && { description }) })));

const configuration = AnyObject('By the names of its type, which are case-sensitive; unknown ones are dropped.');
const secretConfiguration = AnyObject('accessKey and secretKey of S3, token of GitHub.');

export const CreateStorageProfileBody = Type.Object({
  name: Text(128),
  displayName: Text(256),
  providerType: Text(64, 'local, s3-compatible (or s3), github-repo or github-releases.'),
  isEnabled: Type.Optional(Type.Boolean({ default: true })),
  isDefault: Type.Optional(Type.Boolean({ default: false })),
  configuration,
  secretConfiguration,
});

export const PatchStorageProfileBody = Type.Object({
  name: Text(128),
  displayName: Text(256),
  isEnabled: Type.Optional(Type.Boolean()),
  configuration,
  secretConfiguration,
});

export const DeletedStorageProfileSchema = Type.Object({
  id: Id,
  wasDefault: Type.Boolean(),
  status: Word(['deleted', 'disabled']),
  deletedAtUtc: Timestamp,
});

export const StorageTestSchema = Type.Object({
  succeeded: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      name: Word(['open', 'write', 'read', 'readRange', 'remove']),
      succeeded: Type.Boolean(),
      milliseconds: Type.Number(),
      errorCode: Nullable(Type.String({ description: 'Stable code of errorMessage, as errors have it.' })),
      errorMessage: text,
    }),
  ),
});

export type Capabilities = Static<typeof CapabilitiesSchema>;
export type ConfigurationSummary = Static<typeof SummarySchema>;
export type StorageProfileAnswer = Static<typeof StorageProfileSchema>;
export type StorageOverview = Static<typeof StorageOverviewSchema>;
export type StorageTarget = Static<typeof StorageTargetSchema>;
export type CreateStorageProfile = Static<typeof CreateStorageProfileBody>;
export type PatchStorageProfile = Static<typeof PatchStorageProfileBody>;
export type DeletedStorageProfile = Static<typeof DeletedStorageProfileSchema>;
export type StorageTest = Static<typeof StorageTestSchema>;
