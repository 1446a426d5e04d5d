import { Button, VisuallyHidden } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { skillText } from '../skills/skill-names.ts';
import * as change from './draft.ts';
import { pathOf } from './order.ts';
import type { StepFaults } from './step-faults.ts';
import { StepItem } from './step-item.tsx';
import classes from './step-list.module.css';

interface StepListProps {
  draft: change.Draft;
  faults: StepFaults;
  readOnly: boolean;
  onChange: (change: (draft: change.Draft) => change.Draft) => void;
}

/** The steps in the order in which they run, with the settings of one: all that the canvas can, by keyboard and touch. */
export const StepList = ({ draft, faults, readOnly, onChange }: StepListProps) => {
  const { t } = useTranslation();
  const list = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  const { steps, links, selectedId } = draft;
  const move = (step: change.DraftStep, number: number, by: -1 | 1) => {
    onChange((current) => change.moveStep(current, step.id, by));
    setSaid(t('workflows.moved', { name: skillText(t, step.skillName), number: number + by, count: steps.length }));
  };
  return (
    <section ref={list} tabIndex={-1} className={classes.panel} aria-labelledby="workflow-steps">
      <h2 id="workflow-steps" className={classes.heading}>
        {t('workflows.steps')}
      </h2>
      {steps.length === 0 && <p className={classes.hint}>{t('workflows.stepsEmpty')}</p>}
      {pathOf(steps, links) === null && steps.length > 0 && (
        <div className={classes.note}>
          {t('workflows.unlinked')}
          {!readOnly && (
            <Button variant="default" size="compact-sm" onClick={() => onChange(change.connectAll)}>
              {t('workflows.connectAll')}
            </Button>
          )}
        </div>
      )}
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <StepItem
            key={step.id}
            step={step}
            number={index + 1}
            count={steps.length}
            opened={step.id === selectedId}
            errors={faults.get(step.id) ?? {}}
            readOnly={readOnly}
            onToggle={() => onChange((current) => change.select(current, step.id === selectedId ? null : step.id))}
            onMove={(by) => move(step, index + 1, by)}
            onDuplicate={() => onChange((current) => change.duplicateStep(current, step.id))}
            onRemove={() => {
              onChange((current) => change.removeStep(current, step.id));
              // Its button goes with it.
              list.current?.focus();
            }}
            onValue={(name, value) => onChange((current) => change.setValue(current, step.id, name, value))}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </section>
  );
};
