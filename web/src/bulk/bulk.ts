import { useSyncExternalStore } from 'react';
import { session } from '../api/session.ts';
import { assetKeys } from '../data/assets.ts';
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
  onEnd: () => {
    for (const queryKey of [assetKeys.all, ['public-assets']]) void queryClient.invalidateQueries({ queryKey });
  },
});

export const useBulk = () => useSyncExternalStore(bulk.subscribe, bulk.getRun);

session.onUserGone(bulk.forget);

addEventListener('beforeunload', (event) => {
  if (bulk.getRun()?.state === 'running') event.preventDefault();
});
