import type { ReactNode } from 'react';
import classes from './facts.module.css';

interface FactsProps {
  label: string;
  facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names and values, one below the other. */
export const Facts = ({ label, facts }: FactsProps) => (
  <dl className={classes.facts} aria-label={label}>
    {facts.map(([name, value]) => (
      <div key={name} className={classes.fact}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
