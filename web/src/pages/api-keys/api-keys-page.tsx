import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyDialogs, type OpenedKey } from '../../access/key-dialogs.tsx';
import { KeyList } from '../../access/key-list.tsx';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { apiKeysQuery } from '../../data/api-keys.ts';
import { useUser } from '../../data/session.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { AgentSection } from './agent-section.tsx';
import { toApiKeyQuery } from './api-keys-search.ts';
import { ApiKeysToolbar } from './api-keys-toolbar.tsx';
import { EnvironmentKeys } from './environment-keys.tsx';

const route = getRouteApi('/console/api-keys');

export const ApiKeysPage = () => {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/api-keys' });
  const user = useUser();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  const list = useInfiniteQuery(apiKeysQuery(toApiKeyQuery(search)));
  const [opened, setOpened] = useState<OpenedKey | null>(null);
  useTitle(t('apiKeys.title'));

  // A key can be given no more than its maker holds, and has to be given something.
  const canCreate = user !== null && user.permissions.length > 0 && bootstrap?.apiKeysEnabled === true;
  const create = canCreate && <ButtonLink to="/api-keys/new">{t('apiKeys.create')}</ButtonLink>;
  const keys = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('apiKeys.title')}>{create}</PageHead>
      {bootstrap?.apiKeysEnabled === false && <p>{t('apiKeys.disabled')}</p>}
      <ApiKeysToolbar
        search={search}
        onFilter={(patch) => navigate({ search: (current) => ({ ...current, ...patch }), replace: true })}
      />
      {keys === undefined && list.error !== null && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      )}
      {keys === undefined && list.error === null && <RecordSkeleton rows={3} />}
      {keys?.length === 0 && (
        <EmptyState text={t(search.status === undefined ? 'apiKeys.empty' : 'apiKeys.emptyFiltered')} />
      )}
      {keys !== undefined && keys.length > 0 && (
        <>
          <KeyList keys={keys} withOwners={search.whose === 'everybody'} onOpen={setOpened} />
          <LoadMore list={list} label={t('apiKeys.older')} />
        </>
      )}
      <KeyDialogs opened={opened} keys={keys ?? []} onClose={() => setOpened(null)} />
      {bootstrap?.apiKeysEnabled === true && <AgentSection />}
      <EnvironmentKeys keys={list.data?.pages[0]?.environmentKeys ?? []} />
    </>
  );
};
