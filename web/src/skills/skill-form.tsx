import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import { BusyButton } from '../ui/busy-button.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { faultsOf, type Parameters, startValues, toParameters } from './skill-values.ts';

interface SkillFormProps {
  skillName: string;
  busy: boolean;
  error: Error | null;
  onRun: (parameters: Parameters) => void;
  onClose: () => void;
}

/** Asks what a skill is to be told before it is run. */
export const SkillForm = ({ skillName, busy, error, onRun, onClose }: SkillFormProps) => {
  const { t } = useTranslation();
  const id = useId();
  const idOf = (name: string) => `${id}-${name}`;
  const form = useForm<Record<string, string>>({
    initialValues: startValues(skillName),
    validate: (values) =>
      Object.fromEntries(Object.entries(faultsOf(skillName, values)).map(([name, key]) => [name, t(key)])),
  });
  return (
    <form
      className={dialog.form}
      onSubmit={form.onSubmit(
        (values) => onRun(toParameters(skillName, values)),
        (faults) => document.getElementById(idOf(Object.keys(faults)[0] ?? ''))?.focus(),
      )}
      noValidate
    >
      <FormError error={error} />
      <ParameterFields
        skillName={skillName}
        values={form.values}
        errors={form.errors}
        idOf={idOf}
        onChange={form.setFieldValue}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={busy}>
          {t('skills.run')}
        </BusyButton>
      </div>
    </form>
  );
};
