import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { apiKeysQuery } from '../../data/api-keys.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { toApiKeyQuery, validateApiKeysSearch } from './api-keys-search.ts';

/** For everybody who is signed in: all may have keys of their own. */
export const apiKeysRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/api-keys',
  validateSearch: validateApiKeysSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(apiKeysQuery(toApiKeyQuery(deps))),
  component: lazyRouteComponent(() => import('./api-keys-page.tsx'), 'ApiKeysPage'),
});
