import { ActionIcon, Menu } from '@mantine/core';
import type { ApiKey, User } from '@nekohub/client';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenedKey } from './key-dialogs.tsx';
import { keyRights } from './reach.ts';

interface KeyMenuProps {
  apiKey: ApiKey;
  user: User;
  onOpen: (opened: OpenedKey) => void;
}

/** What may be done with a key. A revoked one stays as it is. */
export const KeyMenu = ({ apiKey: { id, name, owner, status }, user, onOpen }: KeyMenuProps) => {
  const { t } = useTranslation();
  const may = keyRights(user, owner);
  if (status === 'revoked' || !may.revoke) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('apiKeys.actionsOf', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.rotate && (
          <Menu.Item onClick={() => onOpen({ dialog: 'rotate', id })}>{t('apiKeys.rotate.open')}</Menu.Item>
        )}
        {may.rename && (
          <Menu.Item onClick={() => onOpen({ dialog: 'rename', id })}>{t('apiKeys.rename.open')}</Menu.Item>
        )}
        <Menu.Item c="var(--mantine-color-error)" onClick={() => onOpen({ dialog: 'revoke', id })}>
          {t('apiKeys.revoke.open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
