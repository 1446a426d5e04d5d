import { VisuallyHidden } from '@mantine/core';
import type { StorageTest } from '@nekohub/client';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TestOutcome } from '../console-ui/service-test.tsx';
import { useFormat } from '../format/use-format.ts';
import { codeText } from '../ui/error-text.ts';
import classes from './storage.module.css';

/** Step by step, with the time of each, and why one failed. */
export const TestResult = ({ result: { succeeded, steps } }: { result: StorageTest }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <TestOutcome succeeded={succeeded}>
      <ul className={classes.steps} aria-label={t('storage.test.took')}>
        {steps.map((step) => {
          const Icon = step.succeeded ? IconCheck : IconAlertTriangle;
          return (
            <li key={step.name} className={classes.step} data-succeeded={step.succeeded}>
              <Icon size={16} aria-hidden="true" />
              <span>
                {t(`storage.test.step.${step.name}`)}
                <VisuallyHidden>, {t(`skills.outcome.${step.succeeded ? 'done' : 'failed'}`)}</VisuallyHidden>
              </span>
              <span className={classes.took}>{format.duration(step.milliseconds)}</span>
              {!step.succeeded && (
                <span className={classes.fault}>{codeText(t, step.errorCode ?? '', step.errorMessage ?? '')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </TestOutcome>
  );
};
