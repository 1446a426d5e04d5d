import { type ReactNode, useId } from 'react';
import classes from './overview.module.css';

interface SectionProps {
  title: string;
  /** At the end of the heading's line, such as a link to all of it. */
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export const Section = ({ title, aside, wide = false, children }: SectionProps) => {
  const id = useId();
  return (
    <section className={classes.section} data-wide={wide || undefined} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        <h2 id={id} className={classes.sectionTitle}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
};
