import type { ReactNode } from 'react';
import { Cat } from './cat.tsx';
import classes from './states.module.css';

interface EmptyStateProps {
  text: string;
  withCat?: boolean;
  /** At most one action. */
  children?: ReactNode;
}

export const EmptyState = ({ text, withCat = false, children }: EmptyStateProps) => (
  <div className={classes.state}>
    {withCat && <Cat />}
    <p className={classes.text}>{text}</p>
    {children && <div className={classes.actions}>{children}</div>}
  </div>
);
