import type { AiProvider } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmChange } from '../console-ui/confirm-change.tsx';
import { useDeleteAiProvider } from '../data/ai-provider-changes.ts';

interface DeleteDialogProps {
  opened: boolean;
  provider: AiProvider;
  onClose: () => void;
}

export const DeleteDialog = ({ opened, provider: { id, name, isActive }, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation();
  return (
    <ConfirmChange
      opened={opened}
      title={t('assets.deleteNamed', { name })}
      body={t(isActive ? 'aiProviders.deleteActiveBody' : 'aiProviders.deleteBody')}
      action={t('common.delete')}
      done={t('asset.deleted', { name })}
      change={useDeleteAiProvider(id)}
      onClose={onClose}
    />
  );
};
