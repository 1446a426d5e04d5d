import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const aiProviderNewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/ai-providers/new',
  beforeLoad: requirePermission('aiProviders.create'),
  component: lazyRouteComponent(() => import('./ai-provider-new-page.tsx'), 'AiProviderNewPage'),
});
