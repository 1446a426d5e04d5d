import { VisuallyHidden } from '@mantine/core';
import type { Execution } from '@nekohub/client';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../console-ui/when.tsx';
import { useFormat } from '../format/use-format.ts';
import { faultText, skillText, stepText } from './skill-names.ts';
import classes from './skills.module.css';

const tookMs = ({ startedAtUtc, completedAtUtc }: { startedAtUtc: string; completedAtUtc: string }) =>
  Date.parse(completedAtUtc) - Date.parse(startedAtUtc);

/** One run of a skill, step by step. */
export const RunItem = ({ execution }: { execution: Execution }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.run}>
      <div className={classes.runHead}>
        <h3 className={classes.runName}>{skillText(t, execution.skillName)}</h3>
        <span className={classes.took}>
          <When at={execution.completedAtUtc} />
        </span>
      </div>
      <p className={classes.about}>{t(`skills.trigger.${execution.triggerSource}`)}</p>
      <ul className={classes.steps}>
        {execution.steps.map((step) => {
          const Icon = step.succeeded ? IconCheck : IconAlertTriangle;
          return (
            <li key={step.stepName} className={classes.step} data-succeeded={step.succeeded}>
              <Icon size={16} aria-hidden="true" />
              <span>
                {stepText(t, step.stepName)}
                <VisuallyHidden>, {t(`skills.outcome.${step.succeeded ? 'done' : 'failed'}`)}</VisuallyHidden>
              </span>
              <span className={classes.took}>{format.duration(tookMs(step))}</span>
              {step.errorMessage !== null && <span className={classes.fault}>{faultText(t, step)}</span>}
            </li>
          );
        })}
      </ul>
    </li>
  );
};
