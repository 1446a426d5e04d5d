import { type NewStorageProfile, type StorageProfilePatch, unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { storageProfilesKey } from './storage-profiles.ts';

const PATH = '/api/v1/system/storage/providers';

const useRefetch = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: storageProfilesKey });
};

export const useCreateStorageProfile = () =>
  useMutation({
    mutationFn: (body: NewStorageProfile) => unwrap(client.api.POST(PATH, { body })),
    onSuccess: useRefetch(),
    // What was sent holds the secrets: they go with the page.
    gcTime: 0,
  });

export const usePatchStorageProfile = (id: string) =>
  useMutation({
    mutationFn: (body: StorageProfilePatch) =>
      unwrap(client.api.PATCH(`${PATH}/{id}`, { params: { path: { id } }, body })),
    onSuccess: useRefetch(),
    gcTime: 0,
  });

/** One that pictures are in is disabled instead: the answer says which. */
export const useDeleteStorageProfile = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(client.api.DELETE(`${PATH}/{id}`, { params: { path: { id } } })),
    onSuccess: useRefetch(),
  });

export const useSetDefaultStorageProfile = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(client.api.POST(`${PATH}/{id}/set-default`, { params: { path: { id } } })),
    onSuccess: useRefetch(),
  });

/** A store that fails is an answer; an error is about what was asked for. */
export const useTestStorageProfile = () =>
  useMutation({
    mutationFn: (id: string) => unwrap(client.api.POST(`${PATH}/{id}/test`, { params: { path: { id } } })),
  });
