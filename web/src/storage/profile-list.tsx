import type { StorageProfile } from '@nekohub/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { TestDialog } from '../console-ui/service-test.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { When } from '../console-ui/when.tsx';
import { useCan } from '../data/session.ts';
import { useTestStorageProfile } from '../data/storage-profile-changes.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { ProfileState } from './profile-state.tsx';
import { factsOf, placeOf, profileName } from './profile-text.ts';
import classes from './storage.module.css';
import { TestResult } from './test-result.tsx';

export const ProfileList = ({ profiles }: { profiles: readonly StorageProfile[] }) => {
  const { t } = useTranslation();
  const test = useTestStorageProfile();
  const [opened, setOpened] = useState<{ dialog: 'test' | 'delete'; id: string } | null>(null);
  const chosen = useLastGiven(profiles.find(({ id }) => id === opened?.id) ?? null);
  const close = () => setOpened(null);
  const startTest = (id: string) => {
    setOpened({ dialog: 'test', id });
    test.mutate(id);
  };
  const columns: Column<StorageProfile>[] = [
    { label: t('storage.internalName'), lead: true, cell: (profile) => <Name profile={profile} /> },
    { label: t('apiKeys.column.state'), cell: (profile) => <ProfileState {...profile} /> },
    { label: t('storage.type'), cell: ({ providerType }) => t(`storage.types.${providerType}`) },
    { label: t('storage.where'), cell: (profile) => <Place profile={profile} /> },
    { label: t('storage.able'), cell: (profile) => <Capabilities profile={profile} />, from: 'medium' },
    { label: t('asset.fact.updated'), cell: ({ updatedAtUtc }) => <When at={updatedAtUtc} />, from: 'wide' },
  ];
  return (
    <>
      <RecordList
        label={t('storage.list')}
        rows={profiles}
        rowKey={({ id }) => id}
        columns={columns}
        actions={{
          label: t('common.actions'),
          cell: (profile) => (
            <ProfileMenu
              profile={profile}
              onTest={() => startTest(profile.id)}
              onDelete={() => setOpened({ dialog: 'delete', id: profile.id })}
            />
          ),
        }}
      />
      {chosen !== null && (
        <>
          <TestDialog
            opened={opened?.dialog === 'test'}
            name={profileName(chosen)}
            test={test}
            onAgain={() => startTest(chosen.id)}
            onClose={close}
            underWay={t('storage.test.running')}
          >
            {test.data && <TestResult result={test.data} />}
          </TestDialog>
          <DeleteDialog opened={opened?.dialog === 'delete'} profile={chosen} onClose={close} />
        </>
      )}
    </>
  );
};

const Name = ({ profile }: { profile: StorageProfile }) => {
  const can = useCan();
  const { id, name, displayName } = profile;
  return (
    <>
      {can('providers.update') ? (
        <AnchorLink to="/providers/$id" params={{ id }} inherit>
          {profileName(profile)}
        </AnchorLink>
      ) : (
        profileName(profile)
      )}
      {displayName !== null && <span className={classes.under}>{name}</span>}
    </>
  );
};

const Place = ({ profile }: { profile: StorageProfile }) => <span className={classes.place}>{placeOf(profile)}</span>;

const Capabilities = ({ profile }: { profile: StorageProfile }) => {
  const { t } = useTranslation();
  return (
    <ul className={classes.facts}>
      {factsOf(profile).map((fact) => (
        <li key={fact}>{t(`storage.fact.${fact}`)}</li>
      ))}
    </ul>
  );
};
