import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import choices from '../console-ui/choice-menu.module.css';
import { useCan } from '../data/session.ts';
import { runnableWorkflowsQuery } from '../data/workflows.ts';
import { errorText } from '../ui/error-text.ts';

interface RunWorkflowMenuProps {
  /** The button that opens it. */
  children: ReactElement;
  onRun: (workflow: { id: string; name: string }) => void;
}

/** The workflows that can be run, for whoever may change assets. */
export const RunWorkflowMenu = ({ children, onRun }: RunWorkflowMenuProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const { data: workflows, error } = useQuery(runnableWorkflowsQuery);
  return (
    <Menu position="bottom-start">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={choices.choices}>
        {workflows === undefined && error !== null && <Menu.Label>{errorText(t, error)}</Menu.Label>}
        {workflows?.length === 0 && <Menu.Label>{t('workflows.none')}</Menu.Label>}
        {workflows?.map((workflow) => (
          <Menu.Item key={workflow.id} onClick={() => onRun(workflow)}>
            {workflow.name}
          </Menu.Item>
        ))}
        {workflows?.length === 0 && can('settings.update') && (
          <Menu.Item component={Link} to="/workflows/new">
            {t('workflows.create')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
