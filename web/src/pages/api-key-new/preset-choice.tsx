import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { presetsWithin } from '../../access/presets.ts';
import type { Permission } from '../../data/permissions.ts';
import classes from './api-key-new.module.css';
import type { KeyValues } from './key-values.ts';

interface PresetChoiceProps {
  held: ReadonlySet<Permission>;
  value: KeyValues['preset'];
  onChange: (value: KeyValues['preset']) => void;
}

/** What the key is for. What its maker could not give is not among it. */
export const PresetChoice = ({ held, value, onChange }: PresetChoiceProps) => {
  const { t } = useTranslation();
  const choices = [...presetsWithin(held), 'chosen'] as const;
  return (
    <Radio.Group
      label={t('apiKeys.presetLabel')}
      value={value}
      onChange={(next) => onChange(choices.find((choice) => choice === next) ?? 'chosen')}
    >
      <div className={classes.presets}>
        {choices.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={t(`apiKeys.preset.${choice}`)}
            description={t(`apiKeys.presetHint.${choice}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
};
