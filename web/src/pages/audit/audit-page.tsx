import type { AuditEvent } from '@nekohub/client';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { auditQuery, fetchAuditExport } from '../../data/audit.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { saveBlob } from '../../ui/save-file.ts';
import { useTitle } from '../../ui/use-title.ts';
import { AuditEmpty } from './audit-empty.tsx';
import { AuditList } from './audit-list.tsx';
import { type AuditSearch, toAuditFilters } from './audit-search.ts';
import { AuditToolbar } from './audit-toolbar.tsx';
import { EventDrawer } from './event-drawer.tsx';

const route = getRouteApi('/console/audit');

export const AuditPage = () => {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/audit' });
  const filters = toAuditFilters(search);
  const record = useInfiniteQuery(auditQuery(filters));
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const download = useMutation({
    mutationFn: () => fetchAuditExport(filters),
    onSuccess: (lines) => saveBlob(lines, 'nekohub-audit.jsonl'),
    onError: (error) => notify.failed(errorText(t, error)),
  });
  useTitle(t('audit.title'));

  const filter = (patch: AuditSearch) => {
    setOpened(null);
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true });
  };
  const events = record.data?.pages.flatMap((page) => page.items);

  return (
    <>
      <PageHead title={t('audit.title')}>
        <BusyButton
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          title={t('audit.downloadHint')}
          busy={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('audit.download')}
        </BusyButton>
      </PageHead>
      <AuditToolbar search={search} events={events ?? []} onFilter={filter} />
      {events === undefined && record.error !== null && (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      )}
      {events === undefined && record.error === null && <RecordSkeleton />}
      {events?.length === 0 && <AuditEmpty search={search} />}
      {events !== undefined && events.length > 0 && (
        <>
          <AuditList events={events} onOpen={setOpened} />
          <LoadMore list={record} label={t('audit.older')} end={t('audit.end')} />
        </>
      )}
      <EventDrawer event={opened} onClose={() => setOpened(null)} onFilter={filter} />
    </>
  );
};
