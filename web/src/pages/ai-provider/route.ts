import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { aiProvidersQuery } from '../../data/ai-providers.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const aiProviderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/ai-providers/$id',
  beforeLoad: requirePermission('aiProviders.update'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(aiProvidersQuery),
  component: lazyRouteComponent(() => import('./ai-provider-page.tsx'), 'AiProviderPage'),
});
