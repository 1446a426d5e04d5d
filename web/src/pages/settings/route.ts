import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { settingsQuery } from '../../data/system.ts';
import { workflowsQuery } from '../../data/workflows.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { validateSettingsSearch } from './settings-search.ts';

export const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings',
  validateSearch: validateSettingsSearch,
  beforeLoad: requirePermission('settings.read'),
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(settingsQuery);
    void queryClient.prefetchQuery(workflowsQuery);
  },
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});
