import { Menu } from '@mantine/core';
import { IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../api/session.ts';
import { queryClient } from '../data/query-client.ts';
import { useUser } from '../data/session.ts';
import { BusyIcon } from '../ui/busy-button.tsx';
import { notify } from '../ui/notify.ts';
import { isActive } from '../uploads/upload-item.ts';
import { uploads } from '../uploads/uploads.ts';
import classes from './account-menu.module.css';
import { SignOutDialog } from './sign-out-dialog.tsx';

export const AccountMenu = () => {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const signOut = useMutation({
    mutationFn: async () => {
      // What is under way would be refused by the time it arrives.
      uploads.cancelAll();
      await queryClient.cancelQueries();
      await session.signOut();
    },
    onError: () => notify.failed(t('account.signOutFailed')),
  });
  if (user === null) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <BusyIcon aria-label={t('account.menu', { name: user.username })} busy={signOut.isPending}>
            <IconUserCircle size={22} />
          </BusyIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <span className={classes.name}>{user.username}</span>
            <span className={classes.role}>{t(`account.role.${user.role}`)}</span>
          </Menu.Label>
          <Menu.Item leftSection={<IconUser size={16} />} onClick={() => void navigate({ to: '/account' })}>
            {t('account.title')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            onClick={() => (uploads.getItems().some(isActive) ? setAsking(true) : signOut.mutate())}
          >
            {t('account.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SignOutDialog
        opened={asking}
        busy={signOut.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => signOut.mutate(undefined, { onSettled: () => setAsking(false) })}
      />
    </>
  );
};
