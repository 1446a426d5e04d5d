import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const storageProfileRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/providers/$id',
  beforeLoad: requirePermission('providers.update'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(storageOverviewQuery),
  component: lazyRouteComponent(() => import('./storage-profile-page.tsx'), 'StorageProfilePage'),
});
