import { type NewWorkflow, unwrap, type Workflow } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { workflowsKey } from './workflows.ts';

const PATH = '/api/v1/system/workflows';

const useRefetch = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: workflowsKey });
};

/** Replaces a workflow, or adds it when it has no id so far. */
export const useSaveWorkflow = (id: string | null) =>
  useMutation({
    mutationFn: (body: NewWorkflow) =>
      id === null
        ? unwrap(client.api.POST(PATH, { body }))
        : unwrap(client.api.PUT(`${PATH}/{id}`, { params: { path: { id } }, body })),
    onSuccess: useRefetch(),
  });

/** Has a workflow run for every upload, in the place of another, or not any more. */
export const useSwitchAutoRun = ({ id, isAutoRun }: Pick<Workflow, 'id' | 'isAutoRun'>) => {
  const params = { path: { id } };
  return useMutation({
    mutationFn: async () => {
      if (!isAutoRun) return unwrap(client.api.PATCH(`${PATH}/{id}/autorun`, { params }));
      // As it is stored now: what the list holds may be older than what somebody else has saved.
      const { name, description, graphJson } = await unwrap(client.api.GET(`${PATH}/{id}`, { params }));
      const body = { name, description, graphJson, isAutoRun: false };
      return unwrap(client.api.PUT(`${PATH}/{id}`, { params, body }));
    },
    onSuccess: useRefetch(),
  });
};

export const useDeleteWorkflow = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(client.api.DELETE(`${PATH}/{id}`, { params: { path: { id } } })),
    onSuccess: useRefetch(),
  });
