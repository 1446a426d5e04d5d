import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { galleryRoute } from '../../app/gallery-route.tsx';
import { nonEmptyText, positiveInteger } from '../../app/search-params.ts';
import { publicAssetsQuery } from '../../data/public-assets.ts';

const PAGE_SIZE = 60;

export interface GallerySearch {
  page?: number | undefined;
  query?: string | undefined;
}

export const validateGallerySearch = (search: Record<string, unknown>): GallerySearch => ({
  page: positiveInteger(search.page),
  query: nonEmptyText(search.query),
});

export const galleryListQuery = ({ page = 1, query }: GallerySearch) =>
  publicAssetsQuery({ page, pageSize: PAGE_SIZE, ...(query === undefined ? {} : { query }) });

export const galleryListRoute = createRoute({
  getParentRoute: () => galleryRoute,
  path: '/gallery',
  validateSearch: validateGallerySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(galleryListQuery(deps)),
  component: lazyRouteComponent(() => import('./gallery-list-page.tsx'), 'GalleryListPage'),
});
