import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const userNewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/users/new',
  beforeLoad: requirePermission('users.create'),
  component: lazyRouteComponent(() => import('./user-new-page.tsx'), 'UserNewPage'),
});
