import type { ReactNode } from 'react';
import classes from './page-head.module.css';

interface PageHeadProps {
  title: string;
  /** Beside the title, such as a count. */
  note?: ReactNode;
  children?: ReactNode;
}

export const PageHead = ({ title, note, children }: PageHeadProps) => (
  <div className={classes.head}>
    <h1 className={classes.title}>{title}</h1>
    {note !== undefined && (
      <p className={classes.note} role="status">
        {note}
      </p>
    )}
    {children && <div className={classes.actions}>{children}</div>}
  </div>
);
