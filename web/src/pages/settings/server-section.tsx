import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { settingsQuery } from '../../data/system.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { findSettings } from './find-settings.ts';
import { GroupSection } from './group-section.tsx';
import classes from './settings.module.css';
import type { SettingsSearch } from './settings-search.ts';
import { useSettingText } from './use-setting-text.ts';

const route = getRouteApi('/console/settings');

/** What the server was started with; changed where it is started. */
export const ServerSection = () => {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/settings' });
  const { data: groups, error, refetch } = useQuery(settingsQuery);
  const textOf = useSettingText();
  const change = (patch: SettingsSearch) =>
    navigate({ search: (current) => ({ ...current, ...patch }), replace: true, resetScroll: false });
  const found = groups && findSettings(groups, search, textOf);
  return (
    <section className={classes.server} aria-labelledby="server-settings">
      <h2 id="server-settings" className={classes.heading}>
        {t('settings.server')}
      </h2>
      <p className={classes.hint}>{t('settings.how')}</p>
      <Toolbar>
        <SearchField
          className={classes.search}
          label={t('settings.search')}
          value={search.query ?? ''}
          onSearch={(query) => change({ query: query || undefined })}
        />
        <Switch
          label={t('settings.changed')}
          checked={search.changed !== undefined}
          onChange={(event) => change({ changed: event.currentTarget.checked ? 'true' : undefined })}
        />
      </Toolbar>
      {groups === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {groups === undefined && error === null && <RecordSkeleton rows={5} />}
      {found?.length === 0 && <EmptyState text={t('settings.none')} />}
      {found?.map((group) => (
        <GroupSection key={group.name} group={group} textOf={textOf} />
      ))}
    </section>
  );
};
