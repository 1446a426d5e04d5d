import { CopyButton } from '../ui/copy-button.tsx';
import classes from './copyable.module.css';

interface CopyableProps {
  text: string;
  /** What the button does: "Copy ID". */
  label: string;
}

/** An id or a checksum, with a button that copies it. */
export const Copyable = ({ text, label }: CopyableProps) => (
  <span className={classes.root}>
    <code className={classes.text}>{text}</code>
    <CopyButton text={text} label={label} />
  </span>
);
