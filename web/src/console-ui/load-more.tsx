import { BusyButton } from '../ui/busy-button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import classes from './load-more.module.css';

interface LoadMoreProps {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => Promise<unknown>;
  };
  label: string;
  /** What is said when everything is loaded. */
  end?: string;
}

/** The end of what is loaded of a list: a button for more, and a failure to load it. */
export const LoadMore = ({ list, label, end }: LoadMoreProps) => {
  const load = () => void list.fetchNextPage();
  if (list.isFetchNextPageError) return <ErrorState error={list.error} onRetry={load} />;
  if (!list.hasNextPage) return end === undefined ? null : <p className={classes.foot}>{end}</p>;
  return (
    <div className={classes.foot}>
      <BusyButton variant="default" busy={list.isFetchingNextPage} onClick={load}>
        {label}
      </BusyButton>
    </div>
  );
};
