import { ApiError } from '@nekohub/client';
import { QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 2;

/** A refusal stays a refusal; only what may pass by itself is asked again. */
const mayPass = (error: Error): boolean =>
  !(error instanceof ApiError) || error.isNetworkError || error.status === 503 || error.status === 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < MAX_RETRIES && mayPass(error) },
    mutations: { retry: false },
  },
});
