import type { AuditFilters } from '@nekohub/client';
import { nonEmptyText, oneOf } from '../../app/search-params.ts';
import { actions } from './actions.ts';

export const outcomes = ['success', 'refused'] as const;
export const targetKinds = [
  'user',
  'session',
  'apiKey',
  'asset',
  'job',
  'aiProvider',
  'storageProfile',
  'workflow',
] as const;

/** What the address of the record says. Whatever is absent is not filtered by. */
export interface AuditSearch {
  action?: AuditFilters['action'];
  outcome?: AuditFilters['outcome'];
  actorId?: string | undefined;
  targetKind?: (typeof targetKinds)[number] | undefined;
  targetId?: string | undefined;
  address?: string | undefined;
  /** Days of the reader's own calendar, `2026-03-10`, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

const day = (value: unknown): string | undefined => {
  const text = nonEmptyText(value);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

export const validateAuditSearch = (search: Record<string, unknown>): AuditSearch => ({
  action: oneOf(
    actions.map(([action]) => action),
    search.action,
  ),
  outcome: oneOf(outcomes, search.outcome),
  actorId: nonEmptyText(search.actorId),
  targetKind: oneOf(targetKinds, search.targetKind),
  targetId: nonEmptyText(search.targetId),
  address: nonEmptyText(search.address),
  from: day(search.from),
  to: day(search.to),
});

/** An instant of the reader's own day, as the server reads it. */
const instant = (localTime: string): string => new Date(localTime).toISOString();

export const toAuditFilters = ({ from, to, ...same }: AuditSearch): AuditFilters => ({
  ...Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)),
  ...(from === undefined ? {} : { from: instant(`${from}T00:00:00`) }),
  ...(to === undefined ? {} : { to: instant(`${to}T23:59:59.999`) }),
});

export const isFiltered = (search: AuditSearch): boolean => Object.values(search).some((value) => value !== undefined);

/** A day as the address holds it, so many days before another. */
export const dayBefore = (date: Date, days: number): string => {
  const then = new Date(date.getFullYear(), date.getMonth(), date.getDate() - days);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
};
