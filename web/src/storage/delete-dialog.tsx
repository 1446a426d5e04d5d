import type { StorageProfile } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmChange } from '../console-ui/confirm-change.tsx';
import { useDeleteStorageProfile } from '../data/storage-profile-changes.ts';
import { profileName } from './profile-text.ts';

interface DeleteDialogProps {
  opened: boolean;
  profile: StorageProfile;
  onClose: () => void;
}

export const DeleteDialog = ({ opened, profile, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation();
  const name = profileName(profile);
  return (
    <ConfirmChange
      opened={opened}
      title={t('assets.deleteNamed', { name })}
      body={t(profile.isDefault ? 'storage.deleteDefaultBody' : 'storage.deleteBody')}
      action={t('common.delete')}
      done={({ status }) => t(status === 'disabled' ? 'storage.disabledInstead' : 'asset.deleted', { name })}
      change={useDeleteStorageProfile(profile.id)}
      onClose={onClose}
    />
  );
};
