import { session } from '../api/session.ts';
import { publicAssetKeys } from './public-assets.ts';
import { queryClient } from './query-client.ts';

/** What anybody may see stays; all else belonged to the user who was signed in. */
const isForEveryone = (queryKey: readonly unknown[]) => queryKey[0] === publicAssetKeys.all[0];

/** Drops what a user had loaded as soon as the session is not theirs any more, whichever page is open. */
export const forgetUsersThatAreGone = () => {
  session.onUserGone(() => {
    queryClient.removeQueries({ predicate: ({ queryKey }) => !isForEveryone(queryKey) });
  });
};
