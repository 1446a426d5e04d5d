import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../api/session.ts';
import { rootRoute } from '../app/root-route.tsx';

/** The frame of all pages that need a session. Without one it leads to sign-in, and back afterwards. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  beforeLoad: async ({ location }) => {
    const state = await session.restore();
    if (state.kind !== 'signed-in') throw redirect({ to: '/login', search: { redirect: location.href } });
    return { user: state.user };
  },
  component: lazyRouteComponent(() => import('./console-frame.tsx'), 'ConsoleFrame'),
});
