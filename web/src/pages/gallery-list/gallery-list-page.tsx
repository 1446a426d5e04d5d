import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { picturesOf } from '../../data/public-assets.ts';
import { GridSkeleton } from '../../pictures/grid-skeleton.tsx';
import { PictureGrid } from '../../pictures/picture-grid.tsx';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { GalleryEmpty } from './gallery-empty.tsx';
import { GalleryFilters } from './gallery-filters.tsx';
import { GalleryFoot } from './gallery-foot.tsx';
import classes from './gallery-list.module.css';
import { GalleryOff, isGalleryOff } from './gallery-off.tsx';
import { type GallerySearch, galleryListQuery, onPage, withoutPage } from './gallery-search.ts';
import { GalleryTile } from './gallery-tile.tsx';
import { usePageInView } from './use-page-in-view.ts';
import { useReturn } from './use-return.ts';

const route = getRouteApi('/public/gallery');
const FIRST_SCREEN = 12;
/** Among the first row, one of which is the largest thing that is painted. */
const FIRST_ROW = 4;

export const GalleryListPage = () => {
  const { t } = useTranslation();
  const search = route.useSearch();
  const shown = route.useSearch({ select: withoutPage, structuralSharing: true });
  const navigate = useNavigate({ from: '/gallery' });
  const list = useInfiniteQuery(galleryListQuery(search));
  const area = useRef<HTMLDivElement>(null);
  const { data, error, isPlaceholderData, refetch } = list;
  const pictures = data === undefined ? [] : picturesOf(data);
  const first = data?.pages[0]?.page ?? 1;
  const total = data?.pages.at(-1)?.total ?? 0;
  useTitle(t('gallery.title'));
  useReturn(area, pictures.length > 0);
  usePageInView(area, (page) => {
    if (isPlaceholderData || page === (search.page ?? 1)) return;
    void navigate({ search: onPage(search, page), replace: true, resetScroll: false });
  });
  const filter = (patch: GallerySearch) =>
    void navigate({ search: { ...search, ...patch, page: undefined }, replace: true });

  if (isGalleryOff(error)) return <GalleryOff />;
  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.title}>{t('gallery.title')}</h1>
        <p className={classes.count} role="status">
          {data && t('gallery.count', { count: total })}
        </p>
        <GalleryFilters search={search} onFilter={filter} />
        <SearchField
          className={classes.search}
          label={t('gallery.search')}
          value={search.query ?? ''}
          onSearch={(query) => filter({ query: query || undefined })}
        />
      </div>
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <GridSkeleton />}
      {data !== undefined && pictures.length === 0 && <GalleryEmpty search={search} />}
      {pictures.length > 0 && (
        <div ref={area}>
          {first > 1 && (
            <AnchorLink to="/gallery" search={onPage(search, first - 1)} rel="prev" className={classes.earlier}>
              {t('gallery.earlier')}
            </AnchorLink>
          )}
          <PictureGrid label={t('gallery.title')} busy={isPlaceholderData}>
            {pictures.map(({ asset, page }, index) => (
              <GalleryTile
                key={asset.id}
                asset={asset}
                filter={shown}
                page={page}
                begins={pictures[index - 1]?.page !== page}
                eager={index < FIRST_ROW ? 'first' : index < FIRST_SCREEN}
              />
            ))}
          </PictureGrid>
          <GalleryFoot search={search} shown={pictures.length} total={total} list={list} />
        </div>
      )}
    </>
  );
};
