import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmChange } from '../console-ui/confirm-change.tsx';
import { useRevokeApiKey } from '../data/api-key-changes.ts';

interface RevokeDialogProps {
  opened: boolean;
  apiKey: ApiKey;
  onClose: () => void;
}

export const RevokeDialog = ({ opened, apiKey: { id, name }, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  return (
    <ConfirmChange
      opened={opened}
      title={t('apiKeys.revoke.title', { name })}
      body={t('apiKeys.revoke.body')}
      action={t('apiKeys.revoke.submit')}
      done={t('apiKeys.revoke.done', { name })}
      change={useRevokeApiKey(id)}
      onClose={onClose}
    />
  );
};
