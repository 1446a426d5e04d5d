import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../data/session.ts';

/** Leaves the console when the session ends, here or in another tab; signing in again leads back. */
export const useSessionEnd = () => {
  const signedIn = useSession().kind === 'signed-in';
  const router = useRouter();
  useEffect(() => {
    if (signedIn) return;
    const { href } = router.state.location;
    void router.navigate({ to: '/login', search: { redirect: href }, replace: true, ignoreBlocker: true });
  }, [signedIn, router]);
};
