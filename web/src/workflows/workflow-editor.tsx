import { Alert, Button, Switch, Textarea, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Workflow } from '@nekohub/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../console-ui/form-error.tsx';
import { UnsavedGuard } from '../console-ui/unsaved-guard.tsx';
import { useCan } from '../data/session.ts';
import { skillText } from '../skills/skill-names.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { notify } from '../ui/notify.ts';
import { Canvas } from './canvas.tsx';
import { addStep, pasteStep } from './draft.ts';
import classes from './editor.module.css';
import { SkillPalette } from './skill-palette.tsx';
import { stepClipboard } from './step-clipboard.ts';
import { StepList } from './step-list.tsx';
import { useWorkflowForm } from './use-workflow-form.ts';
import type { PortableWorkflow } from './workflow-file.ts';

interface WorkflowEditorProps {
  /** Null for a new one. */
  workflow: Workflow | null;
  /** What a new one begins as, not saved so far. */
  start?: PortableWorkflow | null;
  onSaved: (saved: Workflow) => void;
}

/** Without one of them an upload is left without thumbnails. */
const makesThumbnails = ['basic_image_enrich', 'thumbnail', 'format-convert', 'watermark'];

export const WorkflowEditor = ({ workflow, start = null, onSaved }: WorkflowEditorProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const readOnly = !can('settings.update');
  const { form, draft, change, undo, redo, faults, isUnsaved, isSaving, error, submit, discard } = useWorkflowForm(
    workflow,
    start,
    onSaved,
  );
  const [added, setAdded] = useState(0);
  const copy = () => {
    // Text that is marked is what is meant.
    const step = draft.steps.find(({ id }) => id === draft.selectedId);
    if (step === undefined || getSelection()?.isCollapsed === false) return;
    stepClipboard.set(step);
    notify.done(t('workflows.stepCopied', { name: skillText(t, step.skillName) }));
  };
  const paste = () => {
    const copied = stepClipboard.get();
    if (readOnly || copied === null) return;
    change((current) => pasteStep(current, copied));
    setAdded(added + 1);
  };
  useHotkeys(
    [
      ['mod+Z', () => undo?.()],
      ['mod+shift+Z', () => redo?.()],
      ['mod+Y', () => redo?.()],
      ['mod+C', copy, { preventDefault: false }],
      ['mod+V', paste, { preventDefault: false }],
    ],
    // Fields take back what is typed in them themselves.
    ['INPUT', 'TEXTAREA', 'SELECT'],
  );
  const add = (skillName: string) => {
    change((current) => addStep(current, skillName));
    setAdded(added + 1);
  };
  const { isAutoRun } = form.values;
  const lacksThumbnails = draft.steps.every(({ skillName }) => !makesThumbnails.includes(skillName));
  return (
    <form className={classes.editor} onSubmit={submit} noValidate>
      {readOnly && <Alert color="gray">{t('workflows.readOnly')}</Alert>}
      <div className={classes.details}>
        <TextInput
          label={t('apiKeys.column.name')}
          maxLength={100}
          readOnly={readOnly}
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('asset.description')}
          placeholder={t('workflows.descriptionHint')}
          maxLength={1000}
          rows={2}
          readOnly={readOnly}
          {...form.getInputProps('description')}
        />
        <Switch
          className={classes.autoRun ?? ''}
          label={t('workflows.setAutoRun')}
          description={t('workflows.autoRunHint')}
          disabled={readOnly}
          {...form.getInputProps('isAutoRun', { type: 'checkbox' })}
        />
      </div>
      {isAutoRun && draft.steps.length > 0 && lacksThumbnails && (
        <Alert color="yellow" role="status">
          {t('workflows.noThumbnails')}
        </Alert>
      )}
      <div className={classes.work} data-read-only={readOnly || undefined}>
        {!readOnly && <SkillPalette count={draft.steps.length} onAdd={add} />}
        <Canvas
          draft={draft}
          faultyIds={new Set(faults.keys())}
          readOnly={readOnly}
          added={added}
          onChange={change}
          onUndo={undo}
          onRedo={redo}
        />
        <StepList draft={draft} faults={faults} readOnly={readOnly} onChange={change} />
      </div>
      <UnsavedGuard unsaved={isUnsaved} />
      {!readOnly && (isUnsaved || workflow === null) && (
        <div className={classes.bar}>
          <FormError error={error} />
          <BusyButton type="submit" busy={isSaving}>
            {t('common.save')}
          </BusyButton>
          {isUnsaved && (
            <Button variant="default" onClick={discard} disabled={isSaving}>
              {t('asset.discard')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
};
