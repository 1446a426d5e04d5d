import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { assetsQuery } from '../../data/assets.ts';
import { jobSummaryQuery, jobsQuery } from '../../data/jobs.ts';
import { usageQuery } from '../../data/usage.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { failedJobs, recentAssets } from './shown.ts';

export const overviewRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/overview',
  beforeLoad: requirePermission('assets.read'),
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(usageQuery);
    void queryClient.prefetchQuery(jobSummaryQuery);
    void queryClient.prefetchQuery(jobsQuery(failedJobs));
    void queryClient.prefetchQuery(assetsQuery(recentAssets));
  },
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
});
