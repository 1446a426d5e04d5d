import { Button } from '@mantine/core';
import type { StorageProfile } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { MissingRecord } from '../../console-ui/missing-record.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { TestDialog } from '../../console-ui/service-test.tsx';
import { usePatchStorageProfile, useTestStorageProfile } from '../../data/storage-profile-changes.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { ProfileForm } from '../../storage/profile-form.tsx';
import { isBrowsable, isWritable, profileName } from '../../storage/profile-text.ts';
import { toProfilePatch } from '../../storage/profile-values.ts';
import { TestResult } from '../../storage/test-result.tsx';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/console/providers/$id');

export const StorageProfilePage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: overview, error, refetch } = useQuery(storageOverviewQuery);
  const profile = overview?.profiles.find((candidate) => candidate.id === id);
  const isMissing = overview !== undefined && profile === undefined;
  useRecordTitle({ kind: 'storage', name: profile && profileName(profile), error, isMissing });
  return (
    <FormPage>
      <BackLink to="/providers">{t('storage.title')}</BackLink>
      {overview === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {overview === undefined && error === null && <RecordSkeleton rows={3} />}
      {isMissing && <MissingRecord text={t('error.code.storage_provider_profile_not_found')} />}
      {profile !== undefined && (
        <>
          <PageHead title={profileName(profile)} note={t(`storage.types.${profile.providerType}`)}>
            {isBrowsable(profile) && (
              <ButtonLink to="/providers/$id/files" params={{ id }} variant="default">
                {t('storage.browse')}
              </ButtonLink>
            )}
            {isWritable(profile) && <TestButton profile={profile} />}
          </PageHead>
          <EditForm key={profile.id} profile={profile} />
        </>
      )}
    </FormPage>
  );
};

const TestButton = ({ profile }: { profile: StorageProfile }) => {
  const { t } = useTranslation();
  const test = useTestStorageProfile();
  const [opened, setOpened] = useState(false);
  const start = () => {
    setOpened(true);
    test.mutate(profile.id);
  };
  return (
    <>
      <Button variant="default" onClick={start} title={t('storage.test.saved')}>
        {t('storage.test.open')}
      </Button>
      <TestDialog
        opened={opened}
        name={profileName(profile)}
        test={test}
        onAgain={start}
        onClose={() => setOpened(false)}
        underWay={t('storage.test.running')}
      >
        {test.data && <TestResult result={test.data} />}
      </TestDialog>
    </>
  );
};

const EditForm = ({ profile }: { profile: StorageProfile }) => {
  const { t } = useTranslation();
  const patch = usePatchStorageProfile(profile.id);
  return (
    <ProfileForm
      profile={profile}
      change={patch}
      action={t('common.save')}
      onSubmit={(values, before, takeSaved) =>
        patch.mutate(toProfilePatch(before, values), {
          onSuccess: (saved) => {
            takeSaved(saved);
            notify.done(t('asset.saved'));
          },
        })
      }
    />
  );
};
