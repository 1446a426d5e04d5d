import classes from './choice-menu.module.css';
import { RemoveFilter } from './remove-filter.tsx';

interface FilterChipProps {
  /** What is filtered by: "Address: 192.0.2.7". */
  text: string;
  onRemove: () => void;
}

/** A filter that is set elsewhere, such as in the details of an event, with a way to take it off. */
export const FilterChip = ({ text, onRemove }: FilterChipProps) => (
  <span className={classes.chip} data-active>
    <span className={classes.text}>{text}</span>
    <RemoveFilter name={text} onRemove={onRemove} />
  </span>
);
