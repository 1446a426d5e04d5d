import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkillParameter } from './skill-parameters.ts';
import { askedOf, type SkillValues } from './skill-values.ts';

interface ParameterFieldsProps {
  skillName: string;
  values: SkillValues;
  /** By the names of the parameters. */
  errors: Readonly<Record<string, ReactNode>>;
  /** Of the element of a field, for whoever goes there. */
  idOf: (name: string) => string;
  onChange: (name: string, value: string) => void;
  disabled?: boolean;
}

/** A field for everything that a skill can be told. */
export const ParameterFields = ({
  skillName,
  values,
  errors,
  idOf,
  onChange,
  disabled = false,
}: ParameterFieldsProps) =>
  askedOf(skillName, values).map((parameter) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      id={idOf(parameter.name)}
      value={values[parameter.name] ?? ''}
      error={errors[parameter.name]}
      onChange={(value) => onChange(parameter.name, value)}
      disabled={disabled}
    />
  ));

interface ParameterFieldProps {
  parameter: SkillParameter;
  id: string;
  value: string;
  error: ReactNode;
  onChange: (value: string) => void;
  disabled: boolean;
}

const ParameterField = ({ parameter, onChange, ...field }: ParameterFieldProps) => {
  const { t } = useTranslation();
  if (parameter.kind === 'choice') {
    const choices = parameter.choices.map(({ value, name, label }) => ({
      value,
      label: name ?? (label === null ? value : t(label)),
    }));
    // What another program has stored stays, unless somebody chooses otherwise.
    const isKnown = choices.some(({ value }) => value === field.value);
    return (
      <NativeSelect
        {...field}
        label={t(parameter.label)}
        data={isKnown ? choices : [...choices, { value: field.value, label: field.value }]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...field}
      label={t(parameter.label)}
      {...(parameter.kind === 'text'
        ? { maxLength: parameter.maxCharacters }
        : { description: t(parameter.hint), inputMode: 'numeric' })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
