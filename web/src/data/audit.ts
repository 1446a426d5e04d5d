import { type AuditFilters, unwrap } from '@nekohub/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

const EVENTS_AT_ONCE = 50;

/** The record, newest first; each further page holds older events. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, pageSize: EVENTS_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return unwrap(client.api.GET('/api/v1/audit', { params: { query }, signal }));
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The same events, all of them, as JSON lines. */
export const fetchAuditExport = (filters: AuditFilters): Promise<Blob> =>
  unwrap(client.api.GET('/api/v1/audit/export', { params: { query: filters }, parseAs: 'blob' }));
