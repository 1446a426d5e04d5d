import { FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { skillsQuery } from '../data/runs.ts';
import { useCan } from '../data/session.ts';
import { useFormat } from '../format/use-format.ts';
import { workflowSkills } from '../skills/skill-names.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { notify } from '../ui/notify.ts';
import { freeName } from './free-name.ts';
import { type FileFault, MAX_FILE_BYTES, readWorkflowFile } from './workflow-file.ts';

/** Opens a workflow from a file in the editor, under a name that no other has; there it is saved, or not. */
export const ImportButton = ({ names }: { names: readonly string[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const reset = useRef<() => void>(null);
  const faultText = (fault: FileFault) => {
    const { kind } = fault;
    if (kind === 'tooLarge') return t('workflows.file.tooLarge', { size: format.bytes(MAX_FILE_BYTES) });
    if (kind === 'version') return t('workflows.file.version', { version: fault.version });
    if (kind === 'skill') return t('workflows.file.skill', { name: fault.name });
    if (kind === 'broken') return t('workflows.file.broken', { part: fault.part });
    return t(`workflows.file.${kind}`);
  };
  const opening = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MAX_FILE_BYTES) return { fault: { kind: 'tooLarge' } } as const;
      // Who may not ask which there are knows the usual ones.
      const listed = can('assets.read')
        ? await queryClient.ensureQueryData(skillsQuery).catch(() => undefined)
        : undefined;
      return readWorkflowFile(await file.text(), workflowSkills(listed));
    },
    onSuccess: (read, file) => {
      if ('fault' in read)
        return notify.failed(t('workflows.file.refused', { file: file.name, why: faultText(read.fault) }));
      const importedWorkflow = { ...read, name: freeName(read.name, names) };
      return navigate({ to: '/workflows/new', state: { importedWorkflow } });
    },
    onError: (_, file) =>
      notify.failed(t('workflows.file.refused', { file: file.name, why: t('workflows.file.unreadable') })),
    // The same file may be chosen again, once it is mended.
    onSettled: () => reset.current?.(),
  });
  return (
    <FileButton accept=".json,application/json" resetRef={reset} onChange={(file) => file && opening.mutate(file)}>
      {(props) => (
        <BusyButton {...props} variant="default" busy={opening.isPending}>
          {t('workflows.import')}
        </BusyButton>
      )}
    </FileButton>
  );
};
