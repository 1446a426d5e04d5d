import type { UserSession } from '@nekohub/client';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { RecordSkeleton } from '../console-ui/record-skeleton.tsx';
import { When } from '../console-ui/when.tsx';
import { sessionsQuery, useEndSession, useEndSessions } from '../data/sessions.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import classes from './access.module.css';

interface SessionSectionProps {
  /** Null for oneself. */
  userId: string | null;
  canEnd: boolean;
}

/** Where somebody is signed in, with a way to end that. */
export const SessionSection = ({ userId, canEnd }: SessionSectionProps) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sessionsQuery(userId));
  const end = useEndSession(userId);
  const endAll = useEndSessions(userId);
  const onError = (failure: Error) => notify.failed(errorText(t, failure));
  const live = data?.filter((session) => session.endedAtUtc === null && !(userId === null && session.isCurrent)) ?? [];
  const columns: Column<UserSession>[] = [
    { label: t('sessions.device'), lead: true, cell: (session) => <Device session={session} /> },
    { label: t('sessions.address'), cell: (session) => session.lastAddress },
    { label: t('sessions.created'), cell: (session) => <When at={session.createdAtUtc} />, from: 'medium' },
    { label: t('sessions.lastSeen'), cell: (session) => <When at={session.lastSeenAtUtc} /> },
  ];
  return (
    <section className={classes.section} aria-labelledby="sessions">
      <div className={classes.sectionHead}>
        <h2 id="sessions" className={classes.heading}>
          {t('sessions.title')}
        </h2>
        {canEnd && live.length > 0 && (
          <BusyButton
            variant="default"
            busy={endAll.isPending}
            onClick={() =>
              endAll.mutate(undefined, {
                onSuccess: ({ endedCount }) => notify.done(t('sessions.endedMany', { count: endedCount })),
                onError,
              })
            }
          >
            {t(userId === null ? 'sessions.endOthers' : 'sessions.endAll')}
          </BusyButton>
        )}
      </div>
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <RecordSkeleton rows={2} />}
      {data?.length === 0 && <EmptyState text={t('sessions.empty')} />}
      {data !== undefined && data.length > 0 && (
        <RecordList
          label={t('sessions.title')}
          rows={data}
          rowKey={({ id }) => id}
          columns={columns}
          actions={{
            label: t('common.actions'),
            cell: (session) =>
              canEnd &&
              live.includes(session) && (
                <BusyButton
                  variant="default"
                  size="compact-sm"
                  busy={end.isPending && end.variables === session.id}
                  disabled={end.isPending && end.variables !== session.id}
                  aria-label={t('sessions.endNamed', { name: deviceName(session) })}
                  onClick={() => end.mutate(session.id, { onSuccess: () => notify.done(t('sessions.ended')), onError })}
                >
                  {t('sessions.end')}
                </BusyButton>
              ),
          }}
        />
      )}
    </section>
  );
};

const deviceName = ({ device, userAgent }: UserSession): string =>
  [device.browser, device.system].filter(Boolean).join(' · ') || userAgent || '?';

const Device = ({ session }: { session: UserSession }) => {
  const { t } = useTranslation();
  return (
    <span title={session.userAgent}>
      {deviceName(session)}
      {session.isCurrent && <span className={classes.note}>{t('sessions.current')}</span>}
      {session.endedAtUtc !== null && <span className={classes.note}>{t('sessions.over')}</span>}
      {session.warning !== null && (
        <span className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {t(`sessions.warning.${session.warning.code}`)}
        </span>
      )}
    </span>
  );
};
