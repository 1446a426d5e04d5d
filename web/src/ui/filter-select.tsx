import { IconChevronDown } from '@tabler/icons-react';
import classes from './filter-select.module.css';

interface FilterSelectProps<Value extends string> {
  label: string;
  /** What it says when nothing is chosen. */
  any: string;
  value: Value | undefined;
  choices: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value | undefined) => void;
}

/** A chip with the browser's own list: like IconSelect, for pages that load no pop-up library. */
export const FilterSelect = <Value extends string>({
  label,
  any,
  value,
  choices,
  onChange,
}: FilterSelectProps<Value>) => (
  <span className={classes.chip} data-active={value !== undefined || undefined}>
    <select
      className={classes.select}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(choices.find(([candidate]) => candidate === event.currentTarget.value)?.[0])}
    >
      <option value="">{any}</option>
      {choices.map(([candidate, text]) => (
        <option key={candidate} value={candidate}>
          {text}
        </option>
      ))}
    </select>
    <IconChevronDown size={14} className={classes.icon} aria-hidden="true" />
  </span>
);
