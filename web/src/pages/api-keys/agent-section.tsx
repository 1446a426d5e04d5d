import { useTranslation } from 'react-i18next';
import { KEY_PLACEHOLDER } from '../../access/agent-configurations.ts';
import { ConnectAgent } from '../../access/connect-agent.tsx';
import classes from './api-keys.module.css';

/** How to connect an agent with a key that is not shown any more. */
export const AgentSection = () => {
  const { t } = useTranslation();
  return (
    <section className={classes.section} aria-labelledby="connect-agent">
      <h2 id="connect-agent" className={classes.heading}>
        {t('apiKeys.agent.title')}
      </h2>
      <p className={classes.hint}>{t('apiKeys.agent.placeholder', { placeholder: KEY_PLACEHOLDER })}</p>
      <ConnectAgent apiKey={KEY_PLACEHOLDER} />
    </section>
  );
};
