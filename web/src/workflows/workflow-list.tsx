import type { Workflow } from '@nekohub/client';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { When } from '../console-ui/when.tsx';
import { skillText } from '../skills/skill-names.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { readGraph } from './graph.ts';
import { inOrder } from './order.ts';
import { WorkflowMenu } from './workflow-menu.tsx';
import classes from './workflows.module.css';

interface WorkflowListProps {
  workflows: readonly Workflow[];
  /** The names of all workflows, those that are not listed too. */
  names: readonly string[];
}

export const WorkflowList = ({ workflows, names }: WorkflowListProps) => {
  const { t } = useTranslation();
  const [deleting, setDeleting] = useState<string | null>(null);
  const chosen = useLastGiven(workflows.find(({ id }) => id === deleting) ?? null);
  const columns: Column<Workflow>[] = [
    {
      label: t('apiKeys.column.name'),
      lead: true,
      cell: ({ id, name }) => (
        <AnchorLink to="/workflows/$id" params={{ id }} inherit>
          {name}
        </AnchorLink>
      ),
    },
    { label: t('workflows.runs'), cell: ({ isAutoRun }) => <Runs isAutoRun={isAutoRun} /> },
    { label: t('workflows.steps'), cell: (workflow) => <Steps workflow={workflow} /> },
    { label: t('asset.fact.updated'), cell: ({ updatedAtUtc }) => <When at={updatedAtUtc} />, from: 'medium' },
  ];
  return (
    <>
      <RecordList
        label={t('workflows.list')}
        rows={workflows}
        rowKey={({ id }) => id}
        columns={columns}
        actions={{
          label: t('common.actions'),
          cell: (workflow) => (
            <WorkflowMenu workflow={workflow} names={names} onDelete={() => setDeleting(workflow.id)} />
          ),
        }}
      />
      {chosen !== null && (
        <DeleteDialog opened={deleting !== null} workflow={chosen} onClose={() => setDeleting(null)} />
      )}
    </>
  );
};

const Runs = ({ isAutoRun }: { isAutoRun: boolean }) => {
  const { t } = useTranslation();
  if (!isAutoRun) return <span className={classes.byHand}>{t('workflows.byHand')}</span>;
  return (
    <span className={classes.autoRun}>
      <IconUpload size={16} aria-hidden="true" />
      {t('workflows.autoRun')}
    </span>
  );
};

const Steps = ({ workflow }: { workflow: Workflow }) => {
  const { t } = useTranslation();
  const { steps: stored, links } = readGraph(workflow);
  const steps = inOrder(stored, links);
  if (steps.length === 0) return <span className={classes.byHand}>{t('workflows.noSteps')}</span>;
  return (
    <span className={classes.steps}>
      {steps.map(({ skillName }) => skillText(t, skillName)).join(t('workflows.arrow'))}
    </span>
  );
};
