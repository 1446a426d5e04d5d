import { type AiConnectionToTest, type AiProviderPatch, type NewAiProvider, unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { aiProvidersKey } from './ai-providers.ts';

const PATH = '/api/v1/system/ai/providers';

const useRefetch = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: aiProvidersKey });
};

export const useCreateAiProvider = () =>
  useMutation({
    mutationFn: (body: NewAiProvider) => unwrap(client.api.POST(PATH, { body })),
    onSuccess: useRefetch(),
    // What was sent holds the key: it goes with the page.
    gcTime: 0,
  });

export const usePatchAiProvider = (id: string) =>
  useMutation({
    mutationFn: (body: AiProviderPatch) => unwrap(client.api.PATCH(`${PATH}/{id}`, { params: { path: { id } }, body })),
    onSuccess: useRefetch(),
    gcTime: 0,
  });

export const useDeleteAiProvider = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(client.api.DELETE(`${PATH}/{id}`, { params: { path: { id } } })),
    onSuccess: useRefetch(),
  });

/** A failing service is an answer; an error is about what was asked for. */
export const useTestAiProvider = () =>
  useMutation({
    mutationFn: (body: AiConnectionToTest) => unwrap(client.api.POST(`${PATH}/test`, { body })),
    gcTime: 0,
  });
