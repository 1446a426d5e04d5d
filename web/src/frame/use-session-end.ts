import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../data/session.ts';

/** Leaves the console when the session ends. Signing in again leads back, unless one left on purpose: the next may be another. */
export const useSessionEnd = () => {
  const state = useSession();
  const router = useRouter();
  useEffect(() => {
    if (state.kind === 'signed-in') return;
    const search = state.kind === 'signed-out' && state.ended ? { redirect: router.state.location.href } : {};
    void router.navigate({ to: '/login', search, replace: true, ignoreBlocker: true });
  }, [state, router]);
};
