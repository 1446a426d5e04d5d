import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './gallery-list.module.css';
import { type GallerySearch, onPage } from './gallery-search.ts';

/** As many pages follow one another by themselves; then the link begins a list anew, and the memory of this one is free. */
const MOST_PAGES = 20;
const NEAR = '1200px';

interface GalleryFootProps {
  search: GallerySearch;
  shown: number;
  total: number;
  list: {
    data: { pages: readonly { page: number }[] } | undefined;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    isPlaceholderData: boolean;
    error: Error | null;
    fetchNextPage: () => Promise<unknown>;
  };
}

/** The next page: it comes when the end is near, and is a link of its own for whoever does not scroll. */
export const GalleryFoot = ({ search, shown, total, list }: GalleryFootProps) => {
  const { t } = useTranslation();
  const foot = useRef<HTMLDivElement>(null);
  const pages = list.data?.pages ?? [];
  const last = pages.at(-1)?.page ?? 1;
  const goesOn = list.hasNextPage && pages.length < MOST_PAGES;
  const more = () => void list.fetchNextPage();
  const near = useEffectEvent(() => {
    if (goesOn && !list.isFetchingNextPage && !list.isFetchNextPageError && !list.isPlaceholderData) more();
  });
  // Watched anew after each page: an end that stays in sight is not told of again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that was loaded last is why.
  useEffect(() => {
    if (foot.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && near(), { rootMargin: NEAR });
    observer.observe(foot.current);
    return () => observer.disconnect();
  }, [last, list.isPlaceholderData]);

  if (list.isFetchNextPageError) return <ErrorState error={list.error} onRetry={more} />;
  return (
    <div ref={foot} className={classes.foot}>
      {list.hasNextPage && (
        <Link
          to="/gallery"
          search={onPage(search, last + 1)}
          rel="next"
          className={classes.more}
          aria-busy={list.isFetchingNextPage || undefined}
          onClick={(event) => {
            if (!goesOn || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            if (!list.isFetchingNextPage) more();
          }}
        >
          {t('gallery.more')}
        </Link>
      )}
      {shown < total && <p className={classes.count}>{t('gallery.shown', { shown, total })}</p>}
    </div>
  );
};
