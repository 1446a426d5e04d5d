import { type UserSession, unwrap } from '@nekohub/client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';

const sessionsKey = ['sessions'] as const;

/** Where somebody is signed in; null for oneself. */
export const sessionsQuery = (userId: string | null) =>
  queryOptions({
    queryKey: [...sessionsKey, userId],
    queryFn: ({ signal }): Promise<UserSession[]> =>
      userId === null
        ? unwrap(client.api.GET('/api/v1/auth/sessions', { signal }))
        : unwrap(client.api.GET('/api/v1/users/{id}/sessions', { params: { path: { id: userId } }, signal })),
  });

const useRefetchSessions = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: sessionsKey });
};

export const useEndSession = (userId: string | null) => {
  const refetch = useRefetchSessions();
  return useMutation({
    mutationFn: (id: string): Promise<unknown> =>
      userId === null
        ? unwrap(client.api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }))
        : unwrap(
            client.api.DELETE('/api/v1/users/{id}/sessions/{sessionId}', {
              params: { path: { id: userId, sessionId: id } },
            }),
          ),
    onSettled: refetch,
  });
};

/** Of oneself all but this one; of somebody else all. */
export const useEndSessions = (userId: string | null) => {
  const refetch = useRefetchSessions();
  return useMutation({
    mutationFn: () =>
      userId === null
        ? unwrap(client.api.DELETE('/api/v1/auth/sessions'))
        : unwrap(client.api.DELETE('/api/v1/users/{id}/sessions', { params: { path: { id: userId } } })),
    onSettled: refetch,
  });
};
