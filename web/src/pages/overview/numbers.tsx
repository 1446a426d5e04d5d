import classes from './overview.module.css';

interface NumbersProps {
  label: string;
  numbers: readonly { name: string; value: string }[];
}

/** Large numbers side by side, each with what it counts below. */
export const Numbers = ({ label, numbers }: NumbersProps) => (
  <dl className={classes.numbers} aria-label={label}>
    {numbers.map(({ name, value }) => (
      <div key={name} className={classes.number}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
