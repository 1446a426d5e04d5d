import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../../api/session.ts';
import { rootRoute } from '../../app/root-route.tsx';
import { safeRedirect } from '../../app/safe-redirect.ts';
import { landingPath } from '../../frame/landing.ts';

export interface SignInSearch {
  redirect?: string | undefined;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    redirect: safeRedirect(search.redirect, location.origin) ?? undefined,
  }),
  beforeLoad: async ({ search }) => {
    // A server that cannot say leaves the form usable; sending it will tell.
    const state = await session.restore().catch(() => session.getState());
    if (state.kind === 'signed-in') throw redirect({ href: search.redirect ?? landingPath(state.user), replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});
