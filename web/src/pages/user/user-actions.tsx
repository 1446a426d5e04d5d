import { Button, Group } from '@mantine/core';
import type { User } from '@nekohub/client';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { userRights } from '../../access/user-rights.ts';
import { ConfirmDialog } from '../../console-ui/confirm-dialog.tsx';
import { Dialog } from '../../console-ui/dialog.tsx';
import { useCan } from '../../data/session.ts';
import { useUserChanges } from '../../data/user-changes.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import { ResetPasswordForm } from './reset-password-form.tsx';

interface UserActionsProps {
  user: User;
  may: ReturnType<typeof userRights>;
}

export const UserActions = ({ user: { id, username, isActive }, may }: UserActionsProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { setStatus, remove } = useUserChanges(id);
  const [asking, setAsking] = useState<'disable' | 'remove' | 'password' | null>(null);
  const close = () => setAsking(null);
  const onError = (error: Error) => notify.failed(errorText(t, error));
  const deleteUser = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify.done(t('users.removed', { name: username }));
        void navigate({ to: '/users', ignoreBlocker: true });
      },
      onError,
      onSettled: close,
    });
  return (
    <Group gap="xs" role="group" aria-label={t('common.actions')}>
      {may.setStatus && isActive && (
        <Button variant="default" onClick={() => setAsking('disable')}>
          {t('users.disable')}
        </Button>
      )}
      {may.setStatus && !isActive && (
        <BusyButton variant="default" busy={setStatus.isPending} onClick={() => setStatus.mutate(true, { onError })}>
          {t('users.enable')}
        </BusyButton>
      )}
      {may.resetPassword && (
        <Button variant="default" onClick={() => setAsking('password')}>
          {t('users.resetPassword')}
        </Button>
      )}
      {can('audit.read') && (
        <ButtonLink variant="default" to="/audit" search={{ actorId: id }}>
          {t('users.activity')}
        </ButtonLink>
      )}
      {may.remove && (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking('remove')}>
          {t('users.remove')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking === 'disable'}
        title={t('users.disableTitle', { name: username })}
        body={t('users.disableBody')}
        action={t('users.disable')}
        busy={setStatus.isPending}
        onClose={close}
        onConfirm={() => setStatus.mutate(false, { onError, onSettled: close })}
      />
      <ConfirmDialog
        opened={asking === 'remove'}
        title={t('assets.deleteNamed', { name: username })}
        body={t('users.removeBody')}
        action={t('common.delete')}
        busy={remove.isPending}
        onClose={close}
        onConfirm={deleteUser}
      />
      <Dialog opened={asking === 'password'} onClose={close} title={t('users.resetTitle', { name: username })}>
        <ResetPasswordForm id={id} username={username} onClose={close} />
      </Dialog>
    </Group>
  );
};
