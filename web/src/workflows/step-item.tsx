import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCopy, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { ParameterFields } from '../skills/parameter-fields.tsx';
import { skillText } from '../skills/skill-names.ts';
import { askedOf } from '../skills/skill-values.ts';
import type { DraftStep } from './draft.ts';
import { fieldId } from './step-faults.ts';
import classes from './step-list.module.css';
import { stepSummary } from './step-text.ts';

interface StepItemProps {
  step: DraftStep;
  number: number;
  count: number;
  /** Whether its settings are shown. */
  opened: boolean;
  errors: Readonly<Record<string, string>>;
  readOnly: boolean;
  onToggle: () => void;
  onMove: (by: -1 | 1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
  onValue: (name: string, value: string) => void;
}

export const StepItem = ({ step, number, count, opened, errors, readOnly, ...on }: StepItemProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, skillName, values } = step;
  const name = skillText(t, skillName);
  const summary = stepSummary({ t, percent: format.percent }, step);
  const isFaulty = Object.keys(errors).length > 0;
  const moves = [
    { by: -1, label: t('workflows.moveUp', { name }), Icon: IconChevronUp, isEnd: number === 1 },
    { by: 1, label: t('workflows.moveDown', { name }), Icon: IconChevronDown, isEnd: number === count },
  ] as const;
  return (
    <li className={classes.step} data-opened={opened || undefined}>
      <div className={classes.head}>
        <UnstyledButton className={classes.toggle} aria-expanded={opened} onClick={on.onToggle}>
          <span className={classes.number}>{number}</span>
          <span className={classes.words}>
            <span className={classes.name}>{name}</span>
            {summary !== '' && !opened && <span className={classes.summary}>{summary}</span>}
          </span>
          {isFaulty && <IconAlertTriangle size={18} className={classes.fault} aria-label={t('workflows.incomplete')} />}
        </UnstyledButton>
        {!readOnly && (
          <span className={classes.buttons}>
            {moves.map(({ by, label, Icon, isEnd }) => (
              // Not disabled at the ends: that would take the focus from whoever moves a step there.
              <ActionIcon
                key={by}
                size={28}
                aria-label={label}
                aria-disabled={isEnd}
                className={classes.move ?? ''}
                onClick={() => !isEnd && on.onMove(by)}
              >
                <Icon size={16} />
              </ActionIcon>
            ))}
            <ActionIcon size={28} aria-label={t('workflows.duplicateStep', { name })} onClick={on.onDuplicate}>
              <IconCopy size={16} />
            </ActionIcon>
            <ActionIcon size={28} aria-label={t('workflows.removeStep', { name })} onClick={on.onRemove}>
              <IconX size={16} />
            </ActionIcon>
          </span>
        )}
      </div>
      {opened && (
        <div className={classes.settings}>
          {askedOf(skillName, values).length === 0 && <p className={classes.hint}>{t('workflows.nothingToSet')}</p>}
          <ParameterFields
            skillName={skillName}
            values={values}
            errors={errors}
            idOf={(parameter) => fieldId(id, parameter)}
            disabled={readOnly}
            onChange={on.onValue}
          />
        </div>
      )}
    </li>
  );
};
