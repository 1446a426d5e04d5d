import type { AiTest } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { TestOutcome } from '../console-ui/service-test.tsx';
import { codeText } from '../ui/error-text.ts';
import { Facts } from '../ui/facts.tsx';
import classes from './ai.module.css';

/** What a service made of the test picture, or why it made nothing of it. */
export const TestResult = ({ result }: { result: AiTest }) => {
  const { t } = useTranslation();
  const reason = codeText(t, result.errorCode ?? '', result.errorMessage ?? '');
  const { succeeded, caption, errorMessage } = result;
  return (
    <TestOutcome succeeded={succeeded}>
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
    </TestOutcome>
  );
};
