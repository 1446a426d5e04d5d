import { type ReactNode, useEffect, useState } from 'react';

const DELAY_MS = 150;

/** Shows its content only when the wait gets noticeable, so that quick answers do not flicker. */
export const Delayed = ({ children }: { children: ReactNode }) => {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return due ? children : null;
};
