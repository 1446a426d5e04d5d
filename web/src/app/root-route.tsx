import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { RouteAnnouncer } from '../ui/route-announcer.tsx';
import { SkipLink } from '../ui/skip-link.tsx';

export interface RouterContext {
  queryClient: QueryClient;
}

const Root = () => (
  <>
    <SkipLink />
    <RouteAnnouncer />
    <Outlet />
  </>
);

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Root });
