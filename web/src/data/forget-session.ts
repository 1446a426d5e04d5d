import { session } from '../api/session.ts';
import { queryClient } from './query-client.ts';

/** What anybody may see stays; all else belonged to the user who was signed in. */
const isForEveryone = (queryKey: readonly unknown[]) => queryKey[0] === 'public-assets';

/** Drops what a user had loaded as soon as the session is not theirs any more, whichever page is open. */
export const forgetEndedSessions = () => {
  let userId: string | null = null;
  session.subscribe(() => {
    const state = session.getState();
    const nextId = state.kind === 'signed-in' ? state.user.id : null;
    if (userId !== null && nextId !== userId) {
      queryClient.removeQueries({ predicate: ({ queryKey }) => !isForEveryone(queryKey) });
    }
    userId = nextId;
  });
};
