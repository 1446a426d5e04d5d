import { type Asset, type QueuedRun, unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

/** A skill with what it is told. */
export interface SkillOrder {
  skillName: string;
  parameters?: Readonly<Record<string, unknown>>;
}

const useRefetchAsset = (id: string) => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: assetKeys.one(id), exact: true });
};

/** Queues a skill. When it is known, the asset says so, too. */
export const useRunSkill = (id: string) => {
  const refetch = useRefetchAsset(id);
  return useMutation({
    mutationFn: async ({ skillName, parameters }: SkillOrder): Promise<QueuedRun | null> => {
      const answer = await unwrap(
        client.api.POST('/api/v1/assets/{id}/skills/{skillName}/run', {
          params: { path: { id, skillName }, header: { prefer: 'respond-async' } },
          body: parameters === undefined ? null : { parameters },
        }),
      );
      await refetch();
      return 'jobId' in answer ? answer : null;
    },
  });
};

/** Queues the skills of a workflow. When it is known, the asset says so, too. */
export const useRunWorkflow = (id: string) => {
  const refetch = useRefetchAsset(id);
  return useMutation({
    mutationFn: (workflowId: string) =>
      unwrap(
        client.api.POST('/api/v1/assets/{id}/workflows/{workflowId}/run', { params: { path: { id, workflowId } } }),
      ),
    onSuccess: refetch,
  });
};

/** The work on an asset, which can be stopped, and tried again when it has failed. */
export const useJobChanges = (assetId: string, { jobId }: Pick<NonNullable<Asset['processing']>, 'jobId'>) => {
  const params = { path: { id: jobId } };
  const onSettled = useRefetchAsset(assetId);
  return {
    retry: useMutation({
      mutationFn: () => unwrap(client.api.POST('/api/v1/jobs/{id}/retry', { params })),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: () => unwrap(client.api.POST('/api/v1/jobs/{id}/cancel', { params })),
      onSettled,
    }),
  };
};
