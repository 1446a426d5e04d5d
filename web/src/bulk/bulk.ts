import { useSyncExternalStore } from 'react';
import { session } from '../api/session.ts';
import { refetchAssets } from '../data/asset-lists.ts';
import { queryClient } from '../data/query-client.ts';
import { itemsPerCall, perform } from './bulk-action.ts';
import { createBulkRun } from './bulk-run.ts';
import { pause } from './pause.ts';

/** The one of this tab. */
export const bulk = createBulkRun({
  perform,
  pause,
  itemsPerCall,
  parallel: 4,
  onEnd: () => void refetchAssets(queryClient),
});

export const useBulk = () => useSyncExternalStore(bulk.subscribe, bulk.getRun);

session.onUserGone(bulk.forget);

addEventListener('beforeunload', (event) => {
  if (bulk.getRun()?.state === 'running') event.preventDefault();
});
