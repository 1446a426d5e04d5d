import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { auditQuery } from '../../data/audit.ts';
import { consoleRoute } from '../../frame/console-route.tsx';
import { toAuditFilters, validateAuditSearch } from './audit-search.ts';

export const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/audit',
  validateSearch: validateAuditSearch,
  beforeLoad: requirePermission('audit.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(auditQuery(toAuditFilters(deps))),
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});
