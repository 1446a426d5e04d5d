import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import access from '../../access/access.module.css';
import { KeyDialogs, type OpenedKey } from '../../access/key-dialogs.tsx';
import { KeyList } from '../../access/key-list.tsx';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { apiKeysQuery } from '../../data/api-keys.ts';
import { ErrorState } from '../../ui/error-state.tsx';

/** The keys of somebody whom one manages; nothing while there are none. */
export const UserKeys = ({ ownerId }: { ownerId: string }) => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(apiKeysQuery({ ownerId }));
  const [opened, setOpened] = useState<OpenedKey | null>(null);
  const keys = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (keys.length === 0 && list.error === null) return null;
  return (
    <section className={access.section} aria-labelledby="keys">
      <div className={access.sectionHead}>
        <h2 id="keys" className={access.heading}>
          {t('apiKeys.title')}
        </h2>
      </div>
      {keys.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <>
          <KeyList keys={keys} onOpen={setOpened} />
          <KeyDialogs opened={opened} keys={keys} onClose={() => setOpened(null)} />
          <LoadMore list={list} label={t('apiKeys.older')} />
        </>
      )}
    </section>
  );
};
