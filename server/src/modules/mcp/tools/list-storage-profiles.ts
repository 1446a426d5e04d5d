import Type from 'typebox';
import { Exactly } from '../schema.ts';
import { StorageProfileView } from '../storage-profile.ts';
import { defineTool, READS } from '../tool.ts';

export const listStorageProfiles = defineTool({
  name: 'list_storage_profiles',
  title: 'List Storage Profiles',
  description:
    'The stores that pictures can be kept in. Uploads go to the one with isDefault, or to the one whose id ' +
    'upload_asset names as storageProviderProfileId.',
  permission: 'providers.read',
  inputSchema: Exactly({}),
  outputSchema: Exactly({ profiles: Type.Array(StorageProfileView) }),
  annotations: READS,
  handle: async ({ storageProfiles, grant }) => ({ profiles: (await storageProfiles.overview(grant)).profiles }),
});
