import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { nonEmptyText } from '../../app/search-params.ts';
import { workflowsQuery } from '../../data/workflows.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const workflowsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/workflows',
  validateSearch: (search: Record<string, unknown>): { query?: string | undefined } => ({
    query: nonEmptyText(search.query),
  }),
  beforeLoad: requirePermission('settings.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(workflowsQuery),
  component: lazyRouteComponent(() => import('./workflows-page.tsx'), 'WorkflowsPage'),
});
