import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sessionsQuery } from '../../data/sessions.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const accountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/account',
  loader: ({ context }) => void context.queryClient.prefetchQuery(sessionsQuery(null)),
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
});
