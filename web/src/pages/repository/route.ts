import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { repositoryQuery } from '../../data/repository.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { toRepositoryQuery, validateRepositorySearch } from '../../repository/repository-search.ts';

export const repositoryRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/providers/$id/files',
  validateSearch: validateRepositorySearch,
  beforeLoad: requirePermission('providers.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchQuery(storageOverviewQuery);
    void context.queryClient.prefetchQuery(repositoryQuery(params.id, toRepositoryQuery(deps)));
  },
  component: lazyRouteComponent(() => import('./repository-page.tsx'), 'RepositoryPage'),
});
