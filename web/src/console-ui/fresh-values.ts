const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the fields of a form hold when what is stored has changed: what was typed since `before` stays, the rest follows. */
export const freshValues = <Values extends object>(before: Values, typed: Values, stored: Values): Values => ({
  ...stored,
  ...Object.fromEntries(
    Object.entries(typed).filter(([field, value]) => !isSame(value, before[field as keyof Values])),
  ),
});
