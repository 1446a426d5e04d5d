import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/forbidden.ts';
import { consoleRoute } from '../../frame/console-route.tsx';

export const uploadRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/assets/upload',
  beforeLoad: requirePermission('assets.create'),
  component: lazyRouteComponent(() => import('./upload-page.tsx'), 'UploadPage'),
});
