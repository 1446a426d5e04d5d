import { Button, Switch } from '@mantine/core';
import { ApiError, type RepositoryItem } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { repositoryQuery } from '../../data/repository.ts';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { useFormat } from '../../format/use-format.ts';
import { Breadcrumb } from '../../repository/breadcrumb.tsx';
import { FileDrawer } from '../../repository/file-drawer.tsx';
import { FileList } from '../../repository/file-list.tsx';
import { PutDialog } from '../../repository/put-dialog.tsx';
import type { PutFormProps } from '../../repository/put-form.tsx';
import classes from '../../repository/repository.module.css';
import { PAGE_SIZE, type RepositorySearch, toRepositoryQuery } from '../../repository/repository-search.ts';
import { profileName } from '../../storage/profile-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/console/providers/$id/files');

export const RepositoryPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/providers/$id/files' });
  const { data: overview } = useQuery(storageOverviewQuery);
  const files = useQuery(repositoryQuery(id, toRepositoryQuery(search)));
  const [opened, setOpened] = useState<RepositoryItem | null>(null);
  const [target, setTarget] = useState<PutFormProps['target'] | null>(null);
  const profile = overview?.profiles.find((candidate) => candidate.id === id);
  const name = profile ? profileName(profile) : t('storage.types.github-repo');
  const mayPut = can('providers.update');
  useTitle(t('repository.titleOf', { name: search.path ?? name }));

  const change = (patch: RepositorySearch) =>
    navigate({ search: { ...search, page: undefined, ...patch }, replace: true });
  const replace = (item: RepositoryItem) => {
    setOpened(null);
    setTarget({ folder: search.path, path: item.path });
  };
  const { data } = files;
  // The folder of a new profile comes with its first file.
  const isNew =
    search.path === undefined &&
    files.error instanceof ApiError &&
    files.error.code === 'storage_provider_directory_not_found';
  const error = isNew ? null : files.error;
  return (
    <>
      <BackLink to="/providers">{t('storage.title')}</BackLink>
      <PageHead title={name}>
        {mayPut && (
          <Button onClick={() => setTarget({ folder: search.path, path: undefined })}>{t('repository.upload')}</Button>
        )}
      </PageHead>
      <Breadcrumb id={id} top={profile?.configurationSummary.repository ?? t('repository.top')} search={search} />
      <Toolbar>
        <SearchField
          className={classes.search}
          label={t('repository.search')}
          value={search.keyword ?? ''}
          onSearch={(keyword) => change({ keyword: keyword || undefined })}
        />
        <Switch
          label={t('repository.recursive')}
          checked={search.recursive !== undefined}
          onChange={(event) => change({ recursive: event.currentTarget.checked ? 'true' : undefined })}
        />
      </Toolbar>
      {data?.usesControlledRead && <p className={classes.hint}>{t('repository.controlled')}</p>}
      {error !== null && <ErrorState error={error} onRetry={() => void files.refetch()} />}
      {files.isPending && <RecordSkeleton rows={5} />}
      {error === null && (isNew || data?.items.length === 0) && (
        <EmptyState text={t(search.keyword === undefined ? 'repository.empty' : 'repository.emptySearch')} />
      )}
      {files.error === null && data !== undefined && data.items.length > 0 && (
        <>
          <FileList id={id} items={data.items} search={search} busy={files.isPlaceholderData} onOpen={setOpened} />
          <p className={classes.foot} role="status">
            {t('repository.total', { count: data.total, formatted: format.number(data.total) })}
          </p>
          <Pager
            page={data.page}
            pageSize={PAGE_SIZE}
            total={data.total}
            linkTo={(page) => ({
              to: '/providers/$id/files',
              params: { id },
              search: { ...search, page: page === 1 ? undefined : page },
            })}
          />
        </>
      )}
      <FileDrawer item={opened} onClose={() => setOpened(null)} onReplace={mayPut ? replace : undefined} />
      <PutDialog id={id} target={target} items={data?.items ?? []} onClose={() => setTarget(null)} />
    </>
  );
};
