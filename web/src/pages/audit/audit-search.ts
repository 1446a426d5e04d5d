import type { AuditFilters } from '@nekohub/client';
import { type Days, dayOf, endOf, startOf } from '../../app/days.ts';
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
export interface AuditSearch extends Days {
  action?: AuditFilters['action'];
  outcome?: AuditFilters['outcome'];
  actorId?: string | undefined;
  credential?: string | undefined;
  targetKind?: (typeof targetKinds)[number] | undefined;
  targetId?: string | undefined;
  address?: string | undefined;
}

export const validateAuditSearch = (search: Record<string, unknown>): AuditSearch => ({
  action: oneOf(
    actions.map(([action]) => action),
    search.action,
  ),
  outcome: oneOf(outcomes, search.outcome),
  actorId: nonEmptyText(search.actorId),
  credential: nonEmptyText(search.credential),
  targetKind: oneOf(targetKinds, search.targetKind),
  targetId: nonEmptyText(search.targetId),
  address: nonEmptyText(search.address),
  from: dayOf(search.from),
  to: dayOf(search.to),
});

export const toAuditFilters = ({ from, to, ...same }: AuditSearch): AuditFilters => ({
  ...Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)),
  ...(from === undefined ? {} : { from: startOf(from) }),
  ...(to === undefined ? {} : { to: endOf(to) }),
});

export const isFiltered = (search: AuditSearch): boolean => Object.values(search).some((value) => value !== undefined);
