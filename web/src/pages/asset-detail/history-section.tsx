import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActorName } from '../../audit/actor-name.tsx';
import { OutcomeLabel } from '../../audit/outcome-label.tsx';
import { useActionText } from '../../audit/use-action-text.ts';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { When } from '../../console-ui/when.tsx';
import { auditQuery } from '../../data/audit.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './asset-detail.module.css';

/** Who changed the asset, and who tried to: what the audit record holds of it, the latest first. */
export const HistorySection = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const actionText = useActionText();
  const list = useInfiniteQuery(auditQuery({ targetKind: 'asset', targetId: id }));
  const events = list.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="history">
      <h2 id="history" className={classes.heading}>
        {t('asset.history')}
      </h2>
      {events === undefined && list.error === null && <RecordSkeleton rows={2} />}
      {events === undefined && list.error !== null && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      )}
      {events?.length === 0 && <p className={classes.hint}>{t('audit.empty')}</p>}
      {events !== undefined && events.length > 0 && (
        <ul className={classes.files} aria-labelledby="history">
          {events.map((event) => (
            <li key={event.seq} className={classes.file}>
              <span>
                {actionText(event.action)}
                <span className={classes.under}>
                  <ActorName actor={event.actor} />
                </span>
              </span>
              <span className={classes.fileFacts}>
                {event.outcome === 'refused' && <OutcomeLabel outcome={event.outcome} />} <When at={event.atUtc} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <LoadMore list={list} label={t('audit.older')} />
    </section>
  );
};
