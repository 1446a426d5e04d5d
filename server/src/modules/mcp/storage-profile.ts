import Type from 'typebox';
import { DateTime, Exactly, OrNull, Uuid } from './schema.ts';

const Text = Type.Optional(OrNull(Type.String()));

/** A store as agents see it: nothing of its secrets, and of its configuration what tells it from others. */
export const StorageProfileView = Exactly({
  id: Uuid,
  name: Type.String(),
  displayName: OrNull(Type.String()),
  providerType: Type.String(),
  isEnabled: Type.Boolean(),
  isDefault: Type.Boolean(),
  capabilities: Exactly({
    supportsPublicRead: Type.Boolean(),
    supportsPrivateRead: Type.Boolean(),
    supportsVisibilityToggle: Type.Boolean(),
    supportsDelete: Type.Boolean(),
    supportsDirectPublicUrl: Type.Boolean(),
    requiresAccessProxy: Type.Boolean(),
    recommendedForPrimaryStorage: Type.Boolean(),
    isPlatformBacked: Type.Boolean(),
    isExperimental: Type.Boolean(),
    requiresTokenForPrivateRead: Type.Boolean(),
  }),
  configurationSummary: Exactly({
    providerName: Text,
    rootPath: Text,
    endpointHost: Text,
    bucketOrContainer: Text,
    region: Text,
    publicBaseUrl: Text,
    forcePathStyle: Type.Optional(OrNull(Type.Boolean())),
    owner: Text,
    repository: Text,
    reference: Text,
    releaseTagMode: Text,
    fixedTag: Text,
    pathPrefix: Text,
    visibilityPolicy: Text,
    basePath: Text,
    assetPathPrefix: Text,
    apiBaseUrl: Text,
    rawBaseUrl: Text,
  }),
  createdAtUtc: DateTime,
  updatedAtUtc: DateTime,
});

/** Of any names: each type of store reads its own. */
const Named = Type.Object({}, { additionalProperties: true });

/** What both adding and changing one take. */
export const storageInput = {
  displayName: Type.Optional(OrNull(Type.String({ maxLength: 256 }))),
  isEnabled: Type.Optional(Type.Boolean()),
};
export const StorageName = Type.String({ minLength: 1, maxLength: 128 });
export const StorageConfiguration = Named;
export const StorageSecrets = Type.Optional(OrNull(Named));
