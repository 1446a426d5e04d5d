import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { workflowsQuery } from '../../data/workflows.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const workflowRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/workflows/$id',
  beforeLoad: requirePermission('settings.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(workflowsQuery),
  component: lazyRouteComponent(() => import('./workflow-page.tsx'), 'WorkflowPage'),
});
