import { Menu } from '@mantine/core';
import type { StorageProfile } from '@nekohub/client';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { usePatchStorageProfile, useSetDefaultStorageProfile } from '../data/storage-profile-changes.ts';
import { BusyIcon } from '../ui/busy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { isBrowsable, isWritable, profileName } from './profile-text.ts';

interface ProfileMenuProps {
  profile: StorageProfile;
  onTest: () => void;
  onDelete: () => void;
}

/** What may be done with a storage profile. */
export const ProfileMenu = ({ profile, onTest, onDelete }: ProfileMenuProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const { id, isEnabled, isDefault } = profile;
  const name = profileName(profile);
  const patch = usePatchStorageProfile(id);
  const settingDefault = useSetDefaultStorageProfile(id);
  const mayTest = can('providers.update') && isWritable(profile);
  const maySetDefault = can('settings.update') && isWritable(profile) && isEnabled && !isDefault;
  if (!can('providers.update') && !can('providers.delete') && !maySetDefault && !isBrowsable(profile)) return null;
  const onError = (error: Error) => notify.failed(errorText(t, error));
  const setDefault = () =>
    settingDefault.mutate(undefined, { onSuccess: () => notify.done(t('storage.nowDefault', { name })), onError });
  const switchOver = () =>
    patch.mutate(
      { isEnabled: !isEnabled },
      {
        onSuccess: () => notify.done(t(isEnabled ? 'storage.nowDisabled' : 'storage.nowEnabled', { name })),
        onError,
      },
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <BusyIcon aria-label={t('apiKeys.actionsOf', { name })} busy={patch.isPending || settingDefault.isPending}>
          <IconDots size={18} />
        </BusyIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isBrowsable(profile) && (
          <Menu.Item component={Link} to={`/providers/${id}/files`}>
            {t('storage.browse')}
          </Menu.Item>
        )}
        {mayTest && <Menu.Item onClick={onTest}>{t('storage.test.open')}</Menu.Item>}
        {maySetDefault && <Menu.Item onClick={setDefault}>{t('storage.setDefault')}</Menu.Item>}
        {can('providers.update') && (
          <>
            {!isDefault && (
              <Menu.Item onClick={switchOver}>{t(isEnabled ? 'storage.disable' : 'storage.enable')}</Menu.Item>
            )}
            <Menu.Item component={Link} to={`/providers/${id}`}>
              {t('aiProviders.edit')}
            </Menu.Item>
          </>
        )}
        {can('providers.delete') && (
          <Menu.Item c="var(--mantine-color-error)" onClick={onDelete}>
            {t('common.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
