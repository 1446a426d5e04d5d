import Type from 'typebox';
import type { StorageProfileId } from '../../../core/ids.ts';
import { DateTime, Exactly, IdInput, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

export const deleteStorageProfile = defineTool({
  name: 'delete_storage_profile',
  title: 'Delete Storage Profile',
  description:
    'Forgets a store; what is kept there stays there. One that has pictures of ours is disabled instead (status ' +
    'disabled), and they can still be read.',
  permission: 'providers.delete',
  inputSchema: IdInput,
  outputSchema: Exactly({ id: Uuid, wasDefault: Type.Boolean(), status: Type.String(), deletedAtUtc: DateTime }),
  annotations: OVERWRITES,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: ({ storageProfiles, grant }, { id }) => storageProfiles.delete(grant, idArgument<StorageProfileId>(id, 'id')),
});
