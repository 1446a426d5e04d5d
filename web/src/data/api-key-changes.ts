import { type NewApiKey, type RotateApiKey, unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { apiKeysKey } from './api-keys.ts';

const useRefetchKeys = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: apiKeysKey });
};

export const useCreateApiKey = () => {
  const refetch = useRefetchKeys();
  return useMutation({
    mutationFn: (body: NewApiKey) => unwrap(client.api.POST('/api/v1/api-keys', { body })),
    onSuccess: () => void refetch(),
    // The answer holds the key: it goes with the page that shows it.
    gcTime: 0,
  });
};

export const useRenameApiKey = (id: string) => {
  const refetch = useRefetchKeys();
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(client.api.PATCH('/api/v1/api-keys/{id}', { params: { path: { id } }, body: { name } })),
    onSuccess: refetch,
  });
};

export const useRotateApiKey = (id: string) => {
  const refetch = useRefetchKeys();
  return useMutation({
    mutationFn: (body: RotateApiKey) =>
      unwrap(client.api.POST('/api/v1/api-keys/{id}/rotate', { params: { path: { id } }, body })),
    onSuccess: () => void refetch(),
    gcTime: 0,
  });
};

export const useRevokeApiKey = (id: string) => {
  const refetch = useRefetchKeys();
  return useMutation({
    mutationFn: () => unwrap(client.api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: refetch,
  });
};
