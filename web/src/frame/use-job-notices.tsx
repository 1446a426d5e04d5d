import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failedJobsQuery } from '../data/jobs.ts';
import { useCan, useUser } from '../data/session.ts';
import { useFormat } from '../format/use-format.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import { notify } from '../ui/notify.ts';

/**
 * Says when jobs have failed that the user started, wherever they are by now. What goes well is seen on the pages of the
 * pictures; to hear of each of a hundred would only hide the one that failed.
 */
export const useJobNotices = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const username = useUser()?.username;
  const { data } = useQuery({ ...failedJobsQuery, enabled: can('assets.read') });
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...data.items.map(({ id }) => id)]);
    // What had failed before one came is on the overview.
    if (before === null) return;
    const count = data.items.filter(({ id, createdBy }) => createdBy === username && !before.has(id)).length;
    if (count === 0) return;
    notify.warning(
      <>
        {t('notices.failed', { count, formatted: format.number(count) })}{' '}
        <AnchorLink to="/jobs" search={{ status: 'failed' }}>
          {t('notices.show')}
        </AnchorLink>
      </>,
    );
  }, [data, username, t, format]);
};
