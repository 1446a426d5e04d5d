import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const workflowNewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/workflows/new',
  beforeLoad: requirePermission('settings.update'),
  component: lazyRouteComponent(() => import('./workflow-new-page.tsx'), 'WorkflowNewPage'),
});
