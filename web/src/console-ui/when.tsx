import { useFormat } from '../format/use-format.ts';
import { NO_VALUE } from '../format/values.ts';
import classes from './when.module.css';

/** An instant as people say it; the exact time when one points at it. */
export const When = ({ at }: { at: string | null }) => {
  const format = useFormat();
  if (at === null) return NO_VALUE;
  return (
    <time className={classes.when} dateTime={at} title={format.exactTime(at)}>
      {format.relative(at)}
    </time>
  );
};
