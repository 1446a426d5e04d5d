import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { FailingSection } from './failing-section.tsx';
import { JobsSection } from './jobs-section.tsx';
import classes from './overview.module.css';
import { RecentSection } from './recent-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { TypesSection } from './types-section.tsx';
import { UsageSection } from './usage-section.tsx';

/** What there is, what is going on and what is failing, each with the way to it. */
export const OverviewPage = () => {
  const { t } = useTranslation();
  useTitle(t('overview.title'));
  return (
    <>
      <PageHead title={t('overview.title')} />
      <div className={classes.page}>
        <UsageSection />
        <div className={classes.column}>
          <TypesSection />
          <StorageSection />
          <JobsSection />
        </div>
        <FailingSection />
        <RecentSection />
      </div>
    </>
  );
};
