import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { consoleRoute } from '../frame/console-route.tsx';
import { accountRoute } from '../pages/account/route.ts';
import { aiProviderRoute } from '../pages/ai-provider/route.ts';
import { aiProviderNewRoute } from '../pages/ai-provider-new/route.ts';
import { aiProvidersRoute } from '../pages/ai-providers/route.ts';
import { apiKeyNewRoute } from '../pages/api-key-new/route.ts';
import { apiKeysRoute } from '../pages/api-keys/route.ts';
import { assetDetailRoute } from '../pages/asset-detail/route.ts';
import { assetsRoute } from '../pages/assets/route.ts';
import { auditRoute } from '../pages/audit/route.ts';
import { galleryDetailRoute } from '../pages/gallery-detail/route.ts';
import { galleryListRoute } from '../pages/gallery-list/route.ts';
import { jobsRoute } from '../pages/jobs/route.ts';
import { overviewRoute } from '../pages/overview/route.ts';
import { repositoryRoute } from '../pages/repository/route.ts';
import { settingsRoute } from '../pages/settings/route.ts';
import { setupRoute } from '../pages/setup/route.ts';
import { signInRoute } from '../pages/sign-in/route.ts';
import { storageCheckRoute } from '../pages/storage-check/route.ts';
import { storageProfileRoute } from '../pages/storage-profile/route.ts';
import { storageProfileNewRoute } from '../pages/storage-profile-new/route.ts';
import { storageProfilesRoute } from '../pages/storage-profiles/route.ts';
import { uploadRoute } from '../pages/upload/route.ts';
import { userRoute } from '../pages/user/route.ts';
import { userNewRoute } from '../pages/user-new/route.ts';
import { usersRoute } from '../pages/users/route.ts';
import { workflowRoute } from '../pages/workflow/route.ts';
import { workflowNewRoute } from '../pages/workflow-new/route.ts';
import { workflowsRoute } from '../pages/workflows/route.ts';
import { galleryRoute } from './gallery-route.tsx';
import { rootRoute } from './root-route.tsx';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/gallery', replace: true });
  },
});

/** Every page of the product. A page brings its own `route.ts`; its component is loaded when it is first opened. */
export const routeTree = rootRoute.addChildren([
  homeRoute,
  galleryRoute.addChildren([galleryListRoute, galleryDetailRoute]),
  signInRoute,
  setupRoute,
  consoleRoute.addChildren([
    overviewRoute,
    assetsRoute,
    uploadRoute,
    assetDetailRoute,
    aiProvidersRoute,
    aiProviderNewRoute,
    aiProviderRoute,
    jobsRoute,
    storageProfilesRoute,
    storageProfileNewRoute,
    storageCheckRoute,
    storageProfileRoute,
    repositoryRoute,
    apiKeysRoute,
    apiKeyNewRoute,
    auditRoute,
    settingsRoute,
    accountRoute,
    usersRoute,
    userNewRoute,
    userRoute,
    workflowsRoute,
    workflowNewRoute,
    workflowRoute,
  ]),
]);

export const NotFoundPage = lazyRouteComponent(() => import('../pages/not-found/not-found-page.tsx'), 'NotFoundPage');
export const ErrorPage = lazyRouteComponent(() => import('../pages/error/error-page.tsx'), 'ErrorPage');
