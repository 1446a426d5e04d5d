import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './audit.module.css';

interface OlderEventsProps {
  record: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => Promise<unknown>;
  };
}

/** The end of what is loaded: more, a failure to load more, or the beginning of the record. */
export const OlderEvents = ({ record }: OlderEventsProps) => {
  const { t } = useTranslation();
  const load = () => void record.fetchNextPage();
  if (record.isFetchNextPageError) return <ErrorState error={record.error} onRetry={load} />;
  return (
    <div className={classes.older}>
      {record.hasNextPage ? (
        <Button variant="default" loading={record.isFetchingNextPage} onClick={load}>
          {t('audit.older')}
        </Button>
      ) : (
        <p>{t('audit.end')}</p>
      )}
    </div>
  );
};
