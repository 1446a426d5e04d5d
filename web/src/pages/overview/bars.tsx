import type { ReactNode } from 'react';
import classes from './overview.module.css';

interface BarsProps {
  label: string;
  /** Instead of bars, when there are none. */
  empty: string;
  bars: readonly { key: string; name: ReactNode; value: number; text: string }[];
}

/** A small bar chart. Every value also stands there as text, so the bars themselves are for the eye alone. */
export const Bars = ({ label, empty, bars }: BarsProps) => {
  if (bars.length === 0) return <p className={classes.nothing}>{empty}</p>;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map(({ key, name, value, text }) => (
        <li key={key}>
          <span className={classes.barWords}>
            <span>{name}</span>
            <span className={classes.barText}>{text}</span>
          </span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.bar} style={{ width: `${(100 * value) / most}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
};
