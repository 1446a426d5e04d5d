import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../frame/console-route.tsx';

export const apiKeyNewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/api-keys/new',
  component: lazyRouteComponent(() => import('./api-key-new-page.tsx'), 'ApiKeyNewPage'),
});
