import Type from 'typebox';
import { Exactly } from '../schema.ts';
import {
  StorageConfiguration,
  StorageName,
  StorageProfileView,
  StorageSecrets,
  storageInput,
} from '../storage-profile.ts';
import { defineTool } from '../tool.ts';

export const createStorageProfile = defineTool({
  name: 'create_storage_profile',
  title: 'Create Storage Profile',
  description:
    'Adds a store for pictures. providerType, configuration and secretConfiguration: local (rootPath; no secrets), ' +
    's3-compatible (endpoint, bucket, region, publicBaseUrl; accessKey, secretKey), github-repo (owner, repo, ref, ' +
    'basePath, visibilityPolicy; token) or github-releases (owner, repo; token). Secrets are never shown again. ' +
    'isDefault: uploads go there from now on.',
  permission: 'providers.create',
  inputSchema: Exactly({
    name: StorageName,
    ...storageInput,
    providerType: Type.String({ minLength: 1 }),
    isDefault: Type.Optional(Type.Boolean()),
    configuration: StorageConfiguration,
    secretConfiguration: StorageSecrets,
  }),
  outputSchema: StorageProfileView,
  // Pictures go to the service that it names.
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  argumentCodes: {
    name: 'storage_provider_profile_name_required',
    providerType: 'storage_provider_profile_provider_type_required',
    configuration: 'storage_provider_profile_configuration_required',
  },
  handle: ({ storageProfiles, grant }, args) => storageProfiles.create(grant, args),
});
