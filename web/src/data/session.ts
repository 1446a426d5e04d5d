import type { SessionState, User } from '@nekohub/client';
import { useSyncExternalStore } from 'react';
import { session } from '../api/session.ts';
import { can, type Permission } from './permissions.ts';

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.getState);

/** The signed-in user, or null while the page of a session that has just ended is still on screen. */
export const useUser = (): User | null => {
  const state = useSession();
  return state.kind === 'signed-in' ? state.user : null;
};

/** `const can = useCan(); can('assets.delete')` */
export const useCan = (): ((permission: Permission) => boolean) => {
  const user = useUser();
  return (permission) => user !== null && can(user, permission);
};
