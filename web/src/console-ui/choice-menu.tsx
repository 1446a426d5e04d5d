import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './choice-menu.module.css';
import { RemoveFilter } from './remove-filter.tsx';

/** Stands for no choice in the menu, whose items need a value each. */
const ANY = '';

interface ChoiceMenuProps<Value extends string> {
  label: string;
  /** What it says when nothing is chosen. */
  any: string;
  value: Value | undefined;
  choices: readonly (readonly [value: Value, label: string, section?: string])[];
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
  const name = t('common.labelled', { label, value: chosen ?? any });
  return (
    <span className={classes.chip} data-active={active || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            className={classes.button}
            aria-label={name}
            rightSection={active ? null : <IconChevronDown size={14} aria-hidden="true" />}
          >
            {active ? name : (chosen ?? any)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.choices}>
          <Menu.RadioGroup
            value={value ?? ANY}
            onChange={(next) => onChange(choices.find(([candidate]) => candidate === next)?.[0])}
          >
            <Menu.RadioItem value={ANY} closeMenuOnClick>
              {any}
            </Menu.RadioItem>
            {choices.map(([candidate, text, section], index) => (
              <Fragment key={candidate}>
                {section !== undefined && section !== choices[index - 1]?.[2] && <Menu.Label>{section}</Menu.Label>}
                <Menu.RadioItem value={candidate} closeMenuOnClick>
                  {text}
                </Menu.RadioItem>
              </Fragment>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {active && <RemoveFilter name={name} onRemove={() => onChange(undefined)} />}
    </span>
  );
};
