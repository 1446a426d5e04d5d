import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { GridSkeleton } from '../../pictures/grid-skeleton.tsx';
import { PictureGrid } from '../../pictures/picture-grid.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { GalleryEmpty } from './gallery-empty.tsx';
import classes from './gallery-list.module.css';
import { GalleryTile } from './gallery-tile.tsx';
import { galleryListQuery } from './route.ts';

const route = getRouteApi('/public/gallery');
const FIRST_SCREEN = 12;

export const GalleryListPage = () => {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/gallery' });
  const { data, error, isPlaceholderData, refetch } = useQuery(galleryListQuery(search));
  useTitle(t('gallery.title'));

  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.title}>{t('gallery.title')}</h1>
        <p className={classes.count} role="status">
          {data && t('gallery.count', { count: data.total })}
        </p>
        <SearchField
          className={classes.search}
          label={t('gallery.search')}
          value={search.query ?? ''}
          onSearch={(query) => navigate({ search: { query: query || undefined }, replace: true })}
        />
      </div>
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <GridSkeleton />}
      {data?.items.length === 0 && <GalleryEmpty query={search.query} />}
      {data !== undefined && data.items.length > 0 && (
        <>
          <PictureGrid label={t('gallery.title')} busy={isPlaceholderData}>
            {data.items.map((asset, index) => (
              <GalleryTile key={asset.id} asset={asset} search={search} eager={index < FIRST_SCREEN} />
            ))}
          </PictureGrid>
          <Pager
            page={data.page}
            pageSize={data.pageSize}
            total={data.total}
            linkTo={(page) => ({ to: '/gallery', search: { ...search, page: page === 1 ? undefined : page } })}
          />
        </>
      )}
    </>
  );
};
