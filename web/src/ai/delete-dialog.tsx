import type { AiProvider } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { useDeleteAiProvider } from '../data/ai-provider-changes.ts';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';

interface DeleteDialogProps {
  opened: boolean;
  provider: AiProvider;
  onClose: () => void;
}

export const DeleteDialog = ({ opened, provider: { id, name, isActive }, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation();
  const deletion = useDeleteAiProvider(id);
  const remove = () =>
    deletion.mutate(undefined, {
      onSuccess: () => notify.done(t('asset.deleted', { name })),
      onError: (error) => notify.failed(errorText(t, error)),
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('assets.deleteNamed', { name })}
      body={t(isActive ? 'aiProviders.deleteActiveBody' : 'aiProviders.deleteBody')}
      action={t('common.delete')}
      busy={deletion.isPending}
      onClose={onClose}
      onConfirm={remove}
    />
  );
};
