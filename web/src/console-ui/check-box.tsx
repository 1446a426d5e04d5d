import classes from './check-box.module.css';

interface CheckBoxProps {
  label: string;
  checked: boolean;
  /** Hears whether Shift is held, for all up to here. */
  onToggle: (range: boolean) => void;
  className?: string | undefined;
}

/** Looks like Mantine's, and is one element: lists have one in each row, of which scrolling makes hundreds. */
export const CheckBox = ({ label, checked, onToggle, className }: CheckBoxProps) => (
  <input
    type="checkbox"
    className={className === undefined ? classes.box : `${classes.box} ${className}`}
    aria-label={label}
    checked={checked}
    onChange={({ nativeEvent: event }) => onToggle(event instanceof MouseEvent && event.shiftKey)}
  />
);
