import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const storageProfileNewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/providers/new',
  beforeLoad: requirePermission('providers.create'),
  component: lazyRouteComponent(() => import('./storage-profile-new-page.tsx'), 'StorageProfileNewPage'),
});
