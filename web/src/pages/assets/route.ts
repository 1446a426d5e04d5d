import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { assetsQuery } from '../../data/assets.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { toAssetQuery, validateAssetsSearch } from './assets-search.ts';

export const assetsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/assets',
  validateSearch: validateAssetsSearch,
  beforeLoad: requirePermission('assets.read'),
  // Where one is in the list is no other list.
  loaderDeps: ({ search: { at: _at, view: _view, ...shown } }) => shown,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(assetsQuery(toAssetQuery(deps))),
  component: lazyRouteComponent(() => import('./assets-page.tsx'), 'AssetsPage'),
});
