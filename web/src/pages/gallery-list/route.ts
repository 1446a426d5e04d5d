import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { galleryRoute } from '../../app/gallery-route.tsx';
import { loadGallery, validateGallerySearch } from './gallery-search.ts';

export const galleryListRoute = createRoute({
  getParentRoute: () => galleryRoute,
  path: '/gallery',
  validateSearch: validateGallerySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps, preload }) => {
    // Pointing at the link to another page must not take away the one that is shown.
    if (!preload) loadGallery(context.queryClient, deps);
  },
  component: lazyRouteComponent(() => import('./gallery-list-page.tsx'), 'GalleryListPage'),
});
