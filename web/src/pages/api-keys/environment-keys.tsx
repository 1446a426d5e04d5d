import type { ApiKeyPage } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../../console-ui/record-list.tsx';
import { useCan } from '../../data/session.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import classes from './api-keys.module.css';

type EnvironmentKey = ApiKeyPage['environmentKeys'][number];

/** Keys that the operator set: shown to those who may read settings, and changed where they are set. */
export const EnvironmentKeys = ({ keys }: { keys: readonly EnvironmentKey[] }) => {
  const { t } = useTranslation();
  const can = useCan();
  if (keys.length === 0) return null;
  const columns: Column<EnvironmentKey>[] = [
    { label: t('apiKeys.column.name'), lead: true, cell: ({ name }) => name },
    { label: t('apiKeys.column.rights'), cell: () => t('permissions.all') },
    { label: t('apiKeys.column.expires'), cell: () => t('apiKeys.never') },
    { label: t('apiKeys.column.state'), cell: () => t('apiKeys.environment.readOnly') },
  ];
  const actions = {
    label: t('common.actions'),
    // The record names a key of the environment as this list does.
    cell: ({ name }: EnvironmentKey) => (
      <AnchorLink to="/audit" search={{ credential: name }}>
        {t('apiKeys.activity')}
      </AnchorLink>
    ),
  };
  return (
    <section className={classes.section} aria-labelledby="environment-keys">
      <h2 id="environment-keys" className={classes.heading}>
        {t('apiKeys.environment.title')}
      </h2>
      <p className={classes.hint}>{t('apiKeys.environment.hint')}</p>
      <RecordList
        label={t('apiKeys.environment.title')}
        rows={keys}
        rowKey={({ name }) => name}
        columns={columns}
        {...(can('audit.read') && { actions })}
      />
    </section>
  );
};
