import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { aiProvidersQuery } from '../../data/ai-providers.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const aiProvidersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/ai-providers',
  beforeLoad: requirePermission('aiProviders.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(aiProvidersQuery),
  component: lazyRouteComponent(() => import('./ai-providers-page.tsx'), 'AiProvidersPage'),
});
