import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { usersQuery } from '../../data/users.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { toUserQuery, validateUsersSearch } from './users-search.ts';

export const usersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/users',
  validateSearch: validateUsersSearch,
  beforeLoad: requirePermission('users.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(usersQuery(toUserQuery(deps))),
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
});
