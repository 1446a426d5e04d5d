import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { useRevokeApiKey } from '../data/api-key-changes.ts';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';

interface RevokeDialogProps {
  opened: boolean;
  apiKey: ApiKey;
  onClose: () => void;
}

export const RevokeDialog = ({ opened, apiKey: { id, name }, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const revocation = useRevokeApiKey(id);
  const revoke = () =>
    revocation.mutate(undefined, {
      onSuccess: () => notify.done(t('apiKeys.revoke.done', { name })),
      onError: (error) => notify.failed(errorText(t, error)),
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('apiKeys.revoke.title', { name })}
      body={t('apiKeys.revoke.body')}
      action={t('apiKeys.revoke.submit')}
      busy={revocation.isPending}
      onClose={onClose}
      onConfirm={revoke}
    />
  );
};
