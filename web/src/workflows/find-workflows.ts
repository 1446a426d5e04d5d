import type { Workflow } from '@nekohub/client';

/** Those whose name or description holds the text, in whatever case. There are a hundred at most, all of them here. */
export const findWorkflows = (workflows: readonly Workflow[], text: string): Workflow[] => {
  const wanted = text.toLocaleLowerCase();
  return workflows.filter(({ name, description }) =>
    `${name}\n${description ?? ''}`.toLocaleLowerCase().includes(wanted),
  );
};
