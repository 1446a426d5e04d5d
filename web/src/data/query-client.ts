import { QueryClient } from '@tanstack/react-query';
import { asksAgain, pauseMs } from './retries.ts';

// What the browser takes for offline may well reach a server in its own network. And what cannot be sent is to fail at
// once: by default it would wait unseen, and be done when nobody expects it any more.
const networkMode = 'always';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode, refetchOnReconnect: true, staleTime: 10_000, retry: asksAgain, retryDelay: pauseMs },
    mutations: { networkMode, retry: false },
  },
});
