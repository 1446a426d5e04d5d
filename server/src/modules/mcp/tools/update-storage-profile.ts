import Type from 'typebox';
import { authorize } from '../../../core/actor.ts';
import type { StorageProfileId } from '../../../core/ids.ts';
import { Exactly, Uuid } from '../schema.ts';
import {
  StorageConfiguration,
  StorageName,
  StorageProfileView,
  StorageSecrets,
  storageInput,
} from '../storage-profile.ts';
import { defineTool, idArgument } from '../tool.ts';

export const updateStorageProfile = defineTool({
  name: 'update_storage_profile',
  title: 'Update Storage Profile',
  description:
    'Changes a store. What is left out stays, also within configuration and secretConfiguration; null there means the ' +
    'default. Another host needs the secrets again. setAsDefault true (needs settings.update as well): uploads go ' +
    'there from now on.',
  permission: 'providers.update',
  inputSchema: Exactly({
    id: Uuid,
    name: Type.Optional(StorageName),
    ...storageInput,
    configuration: Type.Optional(StorageConfiguration),
    secretConfiguration: StorageSecrets,
    setAsDefault: Type.Optional(Type.Boolean()),
  }),
  outputSchema: StorageProfileView,
  // What it overwrites is gone, and pictures go to the service that it names.
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  argumentCodes: { id: 'tool_argument_invalid', name: 'storage_provider_profile_name_required' },
  async handle({ storageProfiles, grant }, { id: text, setAsDefault, ...changes }) {
    const id = idArgument<StorageProfileId>(text, 'id');
    // Asked before anything is changed: the rest must not be done for somebody who may not do all of it.
    const mayChoose = setAsDefault ? authorize(grant, 'settings.update') : undefined;
    const changed = await storageProfiles.patch(grant, id, changes);
    return mayChoose ? storageProfiles.setDefault(mayChoose, id) : changed;
  },
});
