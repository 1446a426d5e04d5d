import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { galleryRoute } from '../../app/gallery-route.tsx';
import { publicAssetQuery } from '../../data/public-assets.ts';
import { loadGallery, validateGallerySearch } from '../gallery-list/gallery-search.ts';

export const galleryDetailRoute = createRoute({
  getParentRoute: () => galleryRoute,
  path: '/gallery/$id',
  // The list's own search comes along: "back" returns to the same list, whose pictures are before and after this one.
  validateSearch: validateGallerySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps, preload }) => {
    void context.queryClient.prefetchQuery(publicAssetQuery(params.id));
    if (!preload) loadGallery(context.queryClient, deps);
  },
  component: lazyRouteComponent(() => import('./gallery-detail-page.tsx'), 'GalleryDetailPage'),
});
