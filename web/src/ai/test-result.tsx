import { Loader } from '@mantine/core';
import type { AiTest } from '@nekohub/client';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { codeText } from '../ui/error-text.ts';
import { Facts } from '../ui/facts.tsx';
import classes from './ai.module.css';

/** While a service is asked: a model may take a minute to wake up. */
export const TestUnderWay = () => {
  const { t } = useTranslation();
  return (
    <p className={classes.waiting} role="status">
      <Loader size={16} aria-hidden="true" />
      {t('aiProviders.test.running')}
    </p>
  );
};

/** What a service made of the test picture, or why it made nothing of it. */
export const TestResult = ({ result }: { result: AiTest }) => {
  const { t } = useTranslation();
  const reason = codeText(t, result.errorCode ?? '', result.errorMessage ?? '');
  const { succeeded, caption, errorMessage } = result;
  const Icon = succeeded ? IconCheck : IconAlertTriangle;
  return (
    <section className={classes.outcome} role={succeeded ? 'status' : 'alert'}>
      <h2 className={classes.verdict} data-succeeded={succeeded}>
        <Icon size={18} aria-hidden="true" />
        {t(succeeded ? 'aiProviders.test.passed' : 'aiProviders.test.failed')}
      </h2>
      {!succeeded && <p className={classes.reason}>{reason}</p>}
      <Facts
        label={t('aiProviders.test.facts')}
        facts={[
          ...(caption === null ? [] : ([[t('aiProviders.test.caption'), caption]] as const)),
          ...(errorMessage === null || errorMessage === reason
            ? []
            : ([[t('aiProviders.test.detail'), errorMessage]] as const)),
          [t('aiProviders.model'), result.resolvedModelName],
          [t('aiProviders.address'), result.resolvedApiBaseUrl],
        ]}
      />
    </section>
  );
};
