import { useForm } from '@mantine/form';
import { ApiError, type Workflow } from '@nekohub/client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerFields } from '../console-ui/use-server-fields.ts';
import { useSaveWorkflow } from '../data/workflow-changes.ts';
import { faultsOf } from '../skills/skill-values.ts';
import { errorText } from '../ui/error-text.ts';
import { type Draft, type DraftStep, select, startDraft, writeGraph } from './draft.ts';
import { type DraftHistory, record, redo, startHistory, undo } from './draft-history.ts';
import { fieldId, refusedPart, type StepFaults } from './step-faults.ts';
import type { PortableWorkflow } from './workflow-file.ts';

interface Details {
  name: string;
  description: string;
  isAutoRun: boolean;
}

const detailsOf = (workflow: (PortableWorkflow & Partial<Workflow>) | null): Details => ({
  name: workflow?.name ?? '',
  description: workflow?.description ?? '',
  isAutoRun: workflow?.isAutoRun ?? false,
});

const fields = { name: 'name', description: 'description' } as const;

/** A workflow while somebody works on it: what it is called, its steps, what is wrong with them, and saving it. */
export const useWorkflowForm = (
  workflow: Workflow | null,
  start: PortableWorkflow | null,
  onSaved: (saved: Workflow) => void,
) => {
  const { t } = useTranslation();
  const saving = useSaveWorkflow(workflow?.id ?? null);
  const [base, setBase] = useState(workflow);
  const [history, setHistory] = useState(() => startHistory(startDraft(workflow ?? start)));
  const { draft } = history;
  const change = (next: (draft: Draft) => Draft) => {
    const at = performance.now();
    setHistory((current) => record(current, next(current.draft), at));
  };
  /** Undoes or redoes; undefined when there is nothing. */
  const travel = (by: (history: DraftHistory) => DraftHistory | null) =>
    by(history) === null ? undefined : () => setHistory((current) => by(current) ?? current);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const [sent, setSent] = useState<readonly DraftStep[]>([]);
  // Nobody is told that a field is empty before they are done.
  const [wasTried, setWasTried] = useState(false);
  const form = useForm<Details>({
    initialValues: detailsOf(workflow),
    validate: { name: (name) => (name.trim() === '' ? t('apiKeys.nameRequired') : null) },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where it begins
  useEffect(() => {
    if (start !== null) form.setValues(detailsOf(start));
  }, []);
  const isShownAtField = useServerFields(form, saving.error, fields);
  const isUnsaved = form.isDirty() || writeGraph(draft) !== writeGraph(startDraft(base));

  const restart = (stored: Workflow | null) => {
    setBase(stored);
    setHistory(({ draft: { selectedId } }) => startHistory(select(startDraft(stored), selectedId)));
    setWasTried(false);
    saving.reset();
    form.setInitialValues(detailsOf(stored));
    form.setValues(detailsOf(stored));
    form.clearErrors();
  };
  // What somebody else has saved is shown, unless it would take away what is typed here.
  const stored = workflow?.updatedAtUtc;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored starts it
  useEffect(() => {
    if (workflow !== null && stored !== base?.updatedAtUtc && !isUnsaved) restart(workflow);
  }, [stored]);

  const refusal = saving.error instanceof ApiError ? saving.error : null;
  const refused = refusal && refusedPart(refusal, sent);
  const faultsIn = (step: DraftStep): Record<string, string> => {
    const own = Object.entries(faultsOf(step.skillName, step.values)).map(([name, key]) => [name, t(key)]);
    const wasSent = sent.find(({ id }) => id === step.id)?.values === step.values;
    const theirs = refusal && refused?.stepId === step.id && wasSent ? { [refused.name]: errorText(t, refusal) } : {};
    return { ...(wasTried ? Object.fromEntries(own) : {}), ...theirs };
  };
  const faults: StepFaults = new Map(
    draft.steps.map((step) => [step.id, faultsIn(step)] as const).filter(([, wrong]) => Object.keys(wrong).length > 0),
  );

  /** Where to go next: opened, and then focused when its field is there. */
  const [goal, setGoal] = useState<{ stepId: string; name: string } | null>(null);
  useEffect(() => {
    if (goal !== null) document.getElementById(fieldId(goal.stepId, goal.name))?.focus();
  }, [goal]);
  const goTo = (stepId: string, name: string) => {
    change((current) => select(current, stepId));
    setGoal({ stepId, name });
  };

  const save = (details: Details) => {
    setWasTried(true);
    for (const { id, skillName, values } of draft.steps) {
      const [name] = Object.keys(faultsOf(skillName, values));
      if (name !== undefined) return goTo(id, name);
    }
    const { steps, links } = draft;
    setSent(steps);
    const body = { ...details, description: details.description.trim() || null, graphJson: writeGraph(draft) };
    saving.mutate(body, {
      onSuccess: (answer) => {
        const isUntouched =
          steps === latest.current.steps &&
          links === latest.current.links &&
          JSON.stringify(form.getValues()) === JSON.stringify(details);
        if (isUntouched) restart(answer);
        else setBase(answer);
        // What was typed meanwhile stays, and is not saved yet.
        form.setInitialValues(detailsOf(answer));
        onSaved(answer);
      },
      onError: (error) => {
        const part = error instanceof ApiError ? refusedPart(error, steps) : null;
        if (part !== null) goTo(part.stepId, part.name);
      },
    });
  };
  return {
    form,
    draft,
    change,
    undo: travel(undo),
    redo: travel(redo),
    faults,
    isUnsaved,
    isSaving: saving.isPending,
    /** What is not said at a field. */
    error: isShownAtField || refused ? null : saving.error,
    submit: form.onSubmit(save, (wrong) => {
      setWasTried(true);
      form.getInputNode(Object.keys(wrong)[0] ?? '')?.focus();
    }),
    discard: () => restart(base),
  };
};
