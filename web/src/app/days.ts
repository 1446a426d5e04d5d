import { nonEmptyText } from './search-params.ts';

/** Days of the reader's own calendar, `2026-03-10`, both included. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** A day from an address, or undefined. */
export const dayOf = (value: unknown): string | undefined => {
  const text = nonEmptyText(value);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

/** The instants at which a day begins and ends for the reader, as the server reads them. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
export const endOf = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString();

/** A day as the address holds it, so many days before another. */
export const dayBefore = (date: Date, days: number): string => {
  const then = new Date(date.getFullYear(), date.getMonth(), date.getDate() - days);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
};
