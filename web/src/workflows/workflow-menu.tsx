import { Menu } from '@mantine/core';
import type { Workflow } from '@nekohub/client';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { useSaveWorkflow, useSwitchAutoRun } from '../data/workflow-changes.ts';
import { BusyIcon } from '../ui/busy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { saveBlob } from '../ui/save-file.ts';
import { freeName } from './free-name.ts';
import { workflowFileName, writeWorkflowFile } from './workflow-file.ts';

interface WorkflowMenuProps {
  workflow: Workflow;
  /** The names of all workflows. */
  names: readonly string[];
  onDelete: () => void;
}

/** What may be done with a workflow. */
export const WorkflowMenu = ({ workflow, names, onDelete }: WorkflowMenuProps) => {
  const { t } = useTranslation();
  const mayChange = useCan()('settings.update');
  const switching = useSwitchAutoRun(workflow);
  const creation = useSaveWorkflow(null);
  const { name, description, graphJson, isAutoRun } = workflow;
  const onError = (error: Error) => notify.failed(errorText(t, error));
  const switchAutoRun = () =>
    switching.mutate(undefined, {
      onSuccess: () => notify.done(t(isAutoRun ? 'workflows.noLongerAutoRun' : 'workflows.nowAutoRun', { name })),
      onError,
    });
  const duplicate = () =>
    creation.mutate(
      { name: freeName(t('workflows.copyName', { name }), names), description, graphJson },
      { onSuccess: (added) => notify.done(t('workflows.added', { name: added.name })), onError },
    );
  const exportFile = () => {
    const file = new Blob([writeWorkflowFile(workflow)], { type: 'application/json' });
    saveBlob(file, workflowFileName(name));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <BusyIcon aria-label={t('apiKeys.actionsOf', { name })} busy={switching.isPending || creation.isPending}>
          <IconDots size={18} />
        </BusyIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayChange && (
          <>
            <Menu.Item onClick={switchAutoRun}>
              {t(isAutoRun ? 'workflows.endAutoRun' : 'workflows.setAutoRun')}
            </Menu.Item>
            <Menu.Item onClick={duplicate}>{t('workflows.duplicate')}</Menu.Item>
          </>
        )}
        <Menu.Item onClick={exportFile}>{t('workflows.export')}</Menu.Item>
        {mayChange && (
          <Menu.Item c="var(--mantine-color-error)" onClick={onDelete}>
            {t('common.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
