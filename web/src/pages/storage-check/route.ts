import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { storageCheckQuery } from '../../data/storage-check.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { validateStorageCheckSearch } from '../../storage-check/storage-check-search.ts';

export const storageCheckRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/providers/check',
  validateSearch: validateStorageCheckSearch,
  beforeLoad: requirePermission('settings.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(storageCheckQuery),
  component: lazyRouteComponent(() => import('./storage-check-page.tsx'), 'StorageCheckPage'),
});
