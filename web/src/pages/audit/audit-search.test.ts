import { expect, it } from 'vitest';
import { toAuditFilters, validateAuditSearch } from './audit-search.ts';

it('the address of the record drops what it does not understand', () => {
  const search = validateAuditSearch({
    action: 'cat.feed',
    outcome: 'maybe',
    targetKind: 'moon',
    from: '2026-02-31x',
    to: 'soon',
    actorId: ' ',
    credential: '',
    unknown: 'x',
  });
  expect(toAuditFilters(search)).toEqual({});
});

it('its days are whole days of the reader', () => {
  const search = validateAuditSearch({
    action: 'auth.login',
    address: '192.0.2.7',
    from: '2026-03-10',
    to: '2026-03-10',
  });
  expect(toAuditFilters(search)).toEqual({
    action: 'auth.login',
    address: '192.0.2.7',
    from: new Date(2026, 2, 10).toISOString(),
    to: new Date(2026, 2, 10, 23, 59, 59, 999).toISOString(),
  });
});
