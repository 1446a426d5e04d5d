import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { galleryRoute } from '../../app/gallery-route.tsx';
import { publicAssetQuery } from '../../data/public-assets.ts';
import { validateGallerySearch } from '../gallery-list/route.ts';

export const galleryDetailRoute = createRoute({
  getParentRoute: () => galleryRoute,
  path: '/gallery/$id',
  // The list's own search comes along, so that "back" returns to the same list.
  validateSearch: validateGallerySearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(publicAssetQuery(params.id)),
  component: lazyRouteComponent(() => import('./gallery-detail-page.tsx'), 'GalleryDetailPage'),
});
