import type { Asset } from '@nekohub/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { executionsQuery } from '../../data/runs.ts';
import { useCan } from '../../data/session.ts';
import { RunItem } from '../../skills/run-item.tsx';
import runs from '../../skills/skills.module.css';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './asset-detail.module.css';
import { HistorySection } from './history-section.tsx';

/** What was done with an asset; for those who may read the record, also by whom it was changed. */
export const ActivityTab = ({ asset }: { asset: Asset }) => {
  const can = useCan();
  return (
    <>
      <RunsSection asset={asset} />
      {can('audit.read') && <HistorySection id={asset.id} />}
    </>
  );
};

/** What skills did with it, the latest first. */
const RunsSection = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(executionsQuery(asset));
  const executions = list.data?.pages.flatMap((page) => page.items);
  if (executions === undefined) {
    if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    return <RecordSkeleton rows={2} />;
  }
  if (executions.length === 0) return <p className={classes.hint}>{t('skills.none')}</p>;
  return (
    <>
      <ul className={runs.runs} aria-label={t('skills.runs')}>
        {executions.map((execution) => (
          <RunItem key={execution.executionId} execution={execution} />
        ))}
      </ul>
      <LoadMore list={list} label={t('skills.older')} />
    </>
  );
};
