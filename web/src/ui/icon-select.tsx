import type { ReactNode } from 'react';
import classes from './icon-select.module.css';

interface IconSelectProps<Value extends string> {
  label: string;
  icon: ReactNode;
  value: Value;
  choices: readonly { value: Value; text: string; lang?: string }[];
  onChange: (value: Value) => void;
}

/**
 * An icon that opens the browser's own list. No pop-up library: the gallery would otherwise load one on its first
 * view for two choices that a visitor makes once.
 */
export const IconSelect = <Value extends string>({ label, icon, value, choices, onChange }: IconSelectProps<Value>) => (
  <span className={classes.root} title={label}>
    {icon}
    <select
      className={classes.select}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const choice = choices.find((candidate) => candidate.value === event.currentTarget.value);
        if (choice) onChange(choice.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} lang={choice.lang}>
          {choice.text}
        </option>
      ))}
    </select>
  </span>
);
