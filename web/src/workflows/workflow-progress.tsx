import { CloseButton, Loader, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { faultText, skillText } from '../skills/skill-names.ts';
import type { RunState, RunStep } from './run-steps.ts';
import classes from './workflow-progress.module.css';

interface WorkflowProgressProps {
  name: string;
  steps: readonly RunStep[];
  /** Null while it is under way. */
  onClose: (() => void) | null;
}

/** How far the skills of a workflow are on an asset, and why some failed. */
export const WorkflowProgress = ({ name, steps, onClose }: WorkflowProgressProps) => {
  const { t } = useTranslation();
  return (
    <section className={classes.progress} aria-label={t('workflows.progressOf', { name })}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        {onClose !== null && <CloseButton size="sm" aria-label={t('common.close')} onClick={onClose} />}
      </div>
      <ol className={classes.steps}>
        {steps.map(({ skillName, state, faults }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a run do not move
          <li key={index} className={classes.step} data-state={state}>
            <StateIcon state={state} />
            <span>
              {skillText(t, skillName)}
              <VisuallyHidden>, {t(`workflows.state.${state}`)}</VisuallyHidden>
            </span>
            {faults.map((fault) => (
              <span key={fault.stepName} className={classes.fault}>
                {faultText(t, fault)}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
};

const icons = { waiting: IconCircleDashed, done: IconCheck, failed: IconAlertTriangle, skipped: IconMinus };

const StateIcon = ({ state }: { state: RunState }) => {
  if (state === 'running') return <Loader size={16} aria-hidden="true" />;
  const Icon = icons[state];
  return <Icon size={16} aria-hidden="true" />;
};
