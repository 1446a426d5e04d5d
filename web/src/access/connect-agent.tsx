import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { agentConfigurations } from './agent-configurations.ts';
import classes from './connect-agent.module.css';

/** Configurations that connect an agent, ready to be copied. */
export const ConnectAgent = ({ apiKey }: { apiKey: string }) => {
  const { t } = useTranslation();
  const configurations = agentConfigurations(location.origin, apiKey);
  return (
    <Tabs defaultValue="claudeCode">
      <Tabs.List className={classes.clients} aria-label={t('apiKeys.agent.clients')}>
        {configurations.map(({ client }) => (
          <Tabs.Tab key={client} value={client}>
            {t(`apiKeys.agent.${client}.name`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {configurations.map(({ client, place, text }) => (
        <Tabs.Panel key={client} value={client} className={classes.panel}>
          <span className={classes.hint}>{t(`apiKeys.agent.${client}.hint`, { place: place ?? '' })}</span>
          <CopyButton text={text} label={t('apiKeys.agent.copy', { name: t(`apiKeys.agent.${client}.name`) })} />
          <pre className={classes.text}>{text}</pre>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
