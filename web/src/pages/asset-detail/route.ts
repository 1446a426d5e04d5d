import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { assetQuery } from '../../data/assets.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const assetDetailRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/assets/$id',
  beforeLoad: requirePermission('assets.read'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(assetQuery(params.id)),
  component: lazyRouteComponent(() => import('./asset-detail-page.tsx'), 'AssetDetailPage'),
});
