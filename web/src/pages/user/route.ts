import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { userQuery } from '../../data/users.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const userRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/users/$id',
  beforeLoad: requirePermission('users.read'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
});
