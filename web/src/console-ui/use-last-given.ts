import { useState } from 'react';

/** The present value, or the last one while there is none: what a drawer shows while it slides out. */
export const useLastGiven = <Value>(value: Value | null): Value | null => {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
};
