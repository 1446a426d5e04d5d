import { type NewUser, type UserPatch, unwrap } from '@nekohub/client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import type { Permission } from './permissions.ts';
import { userKeys } from './users.ts';

/** What is known of people, of their sessions and of what their keys may do. */
const refetch = (queryClient: QueryClient) =>
  Promise.all(
    [userKeys.all, ['sessions'], ['api-keys']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );

export const useCreateUser = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewUser) => unwrap(client.api.POST('/api/v1/users', { body })),
    onSuccess: () => void refetch(queryClient),
    gcTime: 0,
  });
};

/** The changes to one account. */
export const useUserChanges = (id: string) => {
  const queryClient = useQueryClient();
  const params = { path: { id } };
  const onSuccess = () => refetch(queryClient);
  return {
    patch: useMutation({
      mutationFn: (body: UserPatch) => unwrap(client.api.PATCH('/api/v1/users/{id}', { params, body })),
      onSuccess,
    }),
    setStatus: useMutation({
      mutationFn: (isActive: boolean) =>
        unwrap(client.api.POST('/api/v1/users/{id}/status', { params, body: { isActive } })),
      onSuccess,
    }),
    setPermissions: useMutation({
      mutationFn: (permissions: Permission[]) =>
        unwrap(client.api.PATCH('/api/v1/users/{id}/permissions', { params, body: { permissions } })),
      onSuccess,
    }),
    resetPassword: useMutation({
      mutationFn: (newPassword: string) =>
        unwrap(client.api.POST('/api/v1/users/{id}/reset-password', { params, body: { newPassword } })),
      onSuccess,
      gcTime: 0,
    }),
    remove: useMutation({
      mutationFn: () => unwrap(client.api.DELETE('/api/v1/users/{id}', { params })),
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: [...userKeys.all, 'list'] }),
    }),
  };
};
