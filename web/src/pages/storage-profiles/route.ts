import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const storageProfilesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/providers',
  beforeLoad: requirePermission('providers.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(storageOverviewQuery),
  component: lazyRouteComponent(() => import('./storage-profiles-page.tsx'), 'StorageProfilesPage'),
});
