import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { ProfileList } from '../../storage/profile-list.tsx';
import { UploadsNote } from '../../storage/uploads-note.tsx';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';

export const StorageProfilesPage = () => {
  const { t } = useTranslation();
  const can = useCan();
  const { data: overview, error, refetch } = useQuery(storageOverviewQuery);
  useTitle(t('storage.title'));
  return (
    <>
      <PageHead title={t('storage.title')}>
        {can('providers.create') && <ButtonLink to="/providers/new">{t('storage.create')}</ButtonLink>}
      </PageHead>
      {overview === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {overview === undefined && error === null && <RecordSkeleton rows={3} />}
      {overview !== undefined && <UploadsNote overview={overview} />}
      {overview?.profiles.length === 0 && <EmptyState text={t('storage.empty')} />}
      {overview !== undefined && overview.profiles.length > 0 && <ProfileList profiles={overview.profiles} />}
    </>
  );
};
