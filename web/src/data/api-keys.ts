import { type ApiKeyQuery, unwrap } from '@nekohub/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

const KEYS_AT_ONCE = 50;

export const apiKeysKey = ['api-keys'] as const;

/** Keys, the newest first; each further page holds older ones. */
export const apiKeysQuery = (filters: Omit<ApiKeyQuery, 'cursor' | 'pageSize'>) =>
  infiniteQueryOptions({
    queryKey: [...apiKeysKey, filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, pageSize: KEYS_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return unwrap(client.api.GET('/api/v1/api-keys', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
