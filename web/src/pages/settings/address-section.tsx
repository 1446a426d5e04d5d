import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../console-ui/copyable.tsx';
import { settingsQuery } from '../../data/system.ts';
import { Card } from './card.tsx';
import classes from './settings.module.css';

const paths = [
  ['settings.api', '/api/v1'],
  ['settings.mcp', '/mcp'],
  ['settings.openApi', '/openapi.json'],
] as const;

/** Where programs reach this hub. */
export const AddressSection = () => {
  const { t } = useTranslation();
  const { data: groups } = useQuery(settingsQuery);
  const publicUrl = groups?.flatMap(({ settings }) => settings).find(({ name }) => name === 'Server__PublicUrl')?.value;
  return (
    <Card title={t('settings.addresses')}>
      <dl className={classes.list}>
        {paths.map(([label, path]) => (
          <div key={path}>
            <dt>{t(label)}</dt>
            <dd>
              <Copyable
                text={`${publicUrl ?? location.origin}${path}`}
                label={t('settings.copy', { name: t(label) })}
              />
            </dd>
          </div>
        ))}
      </dl>
      <Anchor href="/docs" target="_blank">
        {t('settings.reference')}
      </Anchor>
    </Card>
  );
};
