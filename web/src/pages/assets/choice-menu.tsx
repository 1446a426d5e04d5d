import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './choice-menu.module.css';

/** Stands for no choice in the menu, whose items need a value each. */
const ANY = '';

interface ChoiceMenuProps<Value extends string> {
  label: string;
  /** What it says when nothing is chosen. */
  any: string;
  value: Value | undefined;
  choices: readonly (readonly [value: Value, label: string])[];
  onChange: (value: Value | undefined) => void;
  /** Not a filter: a choice does not stand out and cannot be taken off. */
  quiet?: boolean;
}

/** A chip that opens its choices, and shows the chosen one with a way to take it off. */
export const ChoiceMenu = <Value extends string>({
  label,
  any,
  value,
  choices,
  onChange,
  quiet = false,
}: ChoiceMenuProps<Value>) => {
  const { t } = useTranslation();
  const chosen = choices.find(([candidate]) => candidate === value)?.[1] ?? value;
  const active = chosen !== undefined && !quiet;
  return (
    <span className={classes.chip} data-active={active || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            className={classes.button}
            aria-label={t('common.labelled', { label, value: chosen ?? any })}
            rightSection={active ? null : <IconChevronDown size={14} aria-hidden="true" />}
          >
            {active ? t('common.labelled', { label, value: chosen }) : (chosen ?? any)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={value ?? ANY}
            onChange={(next) => onChange(choices.find(([candidate]) => candidate === next)?.[0])}
          >
            {[[ANY, any] as const, ...choices].map(([candidate, text]) => (
              <Menu.RadioItem key={candidate} value={candidate} closeMenuOnClick>
                {text}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {active && (
        <button
          type="button"
          className={classes.remove}
          aria-label={t('assets.removeFilter', { name: t('common.labelled', { label, value: chosen }) })}
          onClick={() => onChange(undefined)}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      )}
    </span>
  );
};
