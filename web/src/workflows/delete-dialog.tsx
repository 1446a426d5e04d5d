import type { Workflow } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { useDeleteWorkflow } from '../data/workflow-changes.ts';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';

interface DeleteDialogProps {
  opened: boolean;
  workflow: Workflow;
  onClose: () => void;
}

export const DeleteDialog = ({ opened, workflow: { id, name, isAutoRun }, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation();
  const deletion = useDeleteWorkflow(id);
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
      body={t(isAutoRun ? 'workflows.deleteAutoRunBody' : 'workflows.deleteBody')}
      action={t('common.delete')}
      busy={deletion.isPending}
      onClose={onClose}
      onConfirm={remove}
    />
  );
};
