import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { useCan } from '../../data/session.ts';
import { storageCheckQuery } from '../../data/storage-check.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { profileName } from '../../storage/profile-text.ts';
import { CheckButtons } from '../../storage-check/check-buttons.tsx';
import { CheckProgress } from '../../storage-check/check-progress.tsx';
import { CheckReport, type Report } from '../../storage-check/check-report.tsx';
import { FindingList } from '../../storage-check/finding-list.tsx';
import classes from '../../storage-check/storage-check.module.css';
import { faults } from '../../storage-check/storage-check-search.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/console/providers/check');

export const StorageCheckPage = () => {
  const { t } = useTranslation();
  const can = useCan();
  const { data: check, error, refetch } = useQuery(storageCheckQuery);
  useTitle(t('storageCheck.title'));
  const isUnderWay = check?.status === 'queued' || check?.status === 'running';
  return (
    <>
      <PageHead title={t('storageCheck.title')} />
      <p className={classes.intro}>{t('storageCheck.intro')}</p>
      {check !== undefined && can('settings.update') && (
        <CheckButtons report={check?.report ?? null} busy={isUnderWay} />
      )}
      {check === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {check === undefined && error === null && <RecordSkeleton rows={3} />}
      {check === null && <EmptyState text={t('storageCheck.never')} />}
      {check && isUnderWay && <CheckProgress check={check} />}
      {check?.status === 'cancelled' && <p className={classes.note}>{t('storageCheck.cancelled')}</p>}
      {check?.status === 'failed' && (
        <p className={classes.failed} role="alert">
          {t('storageCheck.failed')}
        </p>
      )}
      {check?.report && <Found report={check.report} />}
    </>
  );
};

const Found = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const can = useCan();
  const { fault } = route.useSearch();
  const navigate = useNavigate({ from: '/providers/check' });
  const { data: overview } = useQuery({ ...storageOverviewQuery, enabled: can('providers.read') });
  const storeName = (store: { storageProvider: string; storageProfileId: string | null }) => {
    const profile = overview?.profiles.find(({ id }) => id === store.storageProfileId);
    return profile ? profileName(profile) : store.storageProvider;
  };
  const shown = report.findings.filter((finding) => fault === undefined || finding.fault === fault);
  return (
    <>
      <CheckReport report={report} storeName={storeName} />
      {report.findings.length > 0 && (
        <>
          <Toolbar>
            <ChoiceMenu
              label={t('storageCheck.what')}
              any={t('storageCheck.anyFault')}
              value={fault}
              choices={faults.map((value) => [value, t(`storageCheck.fault.${value}`)])}
              onChange={(chosen) => navigate({ search: { fault: chosen }, replace: true })}
            />
          </Toolbar>
          {shown.length === 0 ? (
            <EmptyState text={t('storageCheck.noneOfThis')} />
          ) : (
            <FindingList findings={shown} storeName={storeName} />
          )}
          {report.isTruncated && <p className={classes.note}>{t('storageCheck.truncated')}</p>}
        </>
      )}
    </>
  );
};
