import type { Workflow } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ConfirmChange } from '../console-ui/confirm-change.tsx';
import { useDeleteWorkflow } from '../data/workflow-changes.ts';

interface DeleteDialogProps {
  opened: boolean;
  workflow: Workflow;
  onClose: () => void;
}

export const DeleteDialog = ({ opened, workflow: { id, name, isAutoRun }, onClose }: DeleteDialogProps) => {
  const { t } = useTranslation();
  return (
    <ConfirmChange
      opened={opened}
      title={t('assets.deleteNamed', { name })}
      body={t(isAutoRun ? 'workflows.deleteAutoRunBody' : 'workflows.deleteBody')}
      action={t('common.delete')}
      done={t('asset.deleted', { name })}
      change={useDeleteWorkflow(id)}
      onClose={onClose}
    />
  );
};
