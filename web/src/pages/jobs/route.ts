import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { jobPagesQuery } from '../../data/jobs.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { validateJobsSearch } from './jobs-search.ts';

export const jobsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/jobs',
  validateSearch: validateJobsSearch,
  beforeLoad: requirePermission('assets.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(jobPagesQuery(deps.status)),
  component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
});
