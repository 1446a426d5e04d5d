import { createRouter } from '@tanstack/react-router';
import { queryClient } from '../data/query-client.ts';
import type { PortableWorkflow } from '../workflows/workflow-file.ts';
import { ErrorPage, NotFoundPage, routeTree } from './routes.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';

export const router = createRouter({
  routeTree,
  context: { queryClient },
  parseSearch,
  stringifySearch,
  // The list of assets has its place in its address.
  scrollRestoration: ({ location }) => location.pathname !== '/assets',
  defaultPreload: 'intent',
  // Data is kept by TanStack Query; the router's own cache would only serve it stale.
  defaultPreloadStaleTime: 0,
  // It is a page of its own, with a main part of its own: not one within the frame of a page that is near by its address.
  notFoundMode: 'root',
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ErrorPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** How far the row on top of the list of assets is scrolled past the upper edge. */
    listPixels?: number;
    /** The entry before is the list that this picture was opened from. */
    fromGallery?: boolean;
    /** What the new workflow begins as: read from a file, and not saved. */
    importedWorkflow?: PortableWorkflow;
  }
}
