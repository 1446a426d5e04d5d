import { expect, test } from 'vitest';
import { callKeys, keyState, listKeys, makeKey, rotateKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { DAY, SECOND } from '../../core/clock.ts';

const shared = shareTestApp({ settings: { Auth__ApiKey__MaxPerOwner: '1000' } });

test('a key is shown once, works, shows its last use, and is refused once it is revoked', async () => {
  await using hub = await startTestApp();
  const { accessToken, user } = await hub.login();
  const made = await callKeys(hub, accessToken, 'POST', '', { name: '  CI uploads ', preset: 'uploader' });
  expect(made.statusCode).toBe(201);
  const { key, apiKey } = made.json().data;
  expect(made.headers).toMatchObject({ location: `/api/v1/api-keys/${apiKey.id}`, 'cache-control': 'no-store' });
  expect(apiKey).toEqual({
    id: apiKey.id,
    name: 'CI uploads',
    prefix: key.slice(0, 37),
    status: 'active',
    owner: { id: user.id, username: 'admin', role: 'superAdmin', isActive: true },
    permissions: ['assets.create', 'assets.read'],
    effectivePermissions: ['assets.create', 'assets.read'],
    allowedAddresses: [],
    createdAtUtc: '2026-04-08T12:00:00.000Z',
    expiresAtUtc: '2026-07-07T12:00:00.000Z',
    rotatedAtUtc: null,
    formerKeyValidUntilUtc: null,
    revokedAtUtc: null,
    lastUsedAtUtc: null,
    lastUsedAddress: null,
    lastUsedClient: null,
  });

  expect(await keyState(hub, key)).toBe('ok');
  const [listed] = await listKeys(hub, accessToken);
  expect(listed).toEqual({
    ...apiKey,
    lastUsedAtUtc: '2026-04-08T12:00:00.000Z',
    lastUsedAddress: '203.0.113.5',
    lastUsedClient: 'lightMyRequest',
  });
  expect((await callKeys(hub, accessToken, 'GET', `/${apiKey.id}`)).json()).toEqual({ data: listed });

  expect((await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`)).statusCode).toBe(204);
  expect(await keyState(hub, key)).toBe('api_key_revoked');
  expect(await listKeys(hub, accessToken)).toMatchObject([{ id: apiKey.id, status: 'revoked' }]);
  expect((await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`)).statusCode).toBe(204);
});

test('making, renaming, rotating and revoking are recorded once each, and nothing of the key is', async () => {
  await using hub = await startTestApp();
  const { accessToken, user } = await hub.login();
  const { key, apiKey } = await makeKey(hub, accessToken, { name: 'CI', allowedAddresses: ['203.0.113.5'] });
  await callKeys(hub, accessToken, 'PATCH', `/${apiKey.id}`, { name: 'CI/CD' });
  const next = await rotateKey(hub, accessToken, apiKey.id, 3);
  await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`);
  await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`);
  const events = await hub.db
    .selectFrom('audit_events')
    .selectAll()
    .where('target_kind', '=', 'apiKey')
    .orderBy('seq')
    .execute();
  expect(
    events.map(({ action, target_name, details_json }) => [action, target_name, JSON.parse(details_json)]),
  ).toEqual([
    [
      'api_key.create',
      'CI',
      {
        ownerId: user.id,
        permissions: ['assets.read'],
        allowedAddresses: ['203.0.113.5'],
        expiresAtUtc: '2026-07-07T12:00:00.000Z',
      },
    ],
    ['api_key.update', 'CI/CD', { formerName: 'CI' }],
    ['api_key.rotate', 'CI/CD', { overlapDays: 3, expiresAtUtc: '2026-07-07T12:00:00.000Z' }],
    ['api_key.revoke', 'CI/CD', {}],
  ]);
  expect(new Set(events.map(({ target_id, actor_id }) => `${target_id} ${actor_id}`))).toEqual(
    new Set([`${apiKey.id} ${user.id}`]),
  );
  for (const secret of [key, next.key]) expect(JSON.stringify(events)).not.toContain(secret.slice(37, 60));
});

test('what a key does is recorded with its owner and the key', async () => {
  await using hub = await startTestApp();
  const owner = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await hub.login(owner.username, owner.password);
  const { key, apiKey } = await makeKey(hub, accessToken, { name: 'CI' });
  await hub.server.inject({ method: 'POST', url: '/api/v1/assets/batch-delete', headers: bearer(key), payload: [] });
  const event = await hub.db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirst();
  expect(event).toMatchObject({
    outcome: 'refused',
    actor_kind: 'apiKey',
    actor_id: owner.id,
    actor_name: 'mika, key CI',
    credential: `api-key:${apiKey.id}`,
  });
  expect(hub.log()).toContain(`"actor":"api-key:${apiKey.id}"`);
});

test.each<[request: object, field: string]>([
  [{ name: undefined }, 'name'],
  [{ name: '' }, 'name'],
  [{ name: '   ' }, 'name'],
  [{ name: 'x'.repeat(101) }, 'name'],
  [{ name: 'two\nlines' }, 'name'],
  [{ name: 'half \ud83d' }, 'name'],
  [{ name: '\u202eruoy' }, 'name'],
  [{ expiresInDays: 31 }, 'expiresInDays'],
  [{ expiresInDays: 0 }, 'expiresInDays'],
  [{ expiresAtUtc: '2020-01-01T00:00:00Z' }, 'expiresAtUtc'],
  [{ expiresAtUtc: 'tomorrow' }, 'expiresAtUtc'],
  [{ expiresInDays: 7, neverExpires: true }, 'neverExpires'],
  [{ allowedAddresses: ['10.0.0.0/8', 'home'] }, 'allowedAddresses.1'],
  [{ allowedAddresses: ['fe80::1%eth0'] }, 'allowedAddresses.0'],
  [{ allowedAddresses: Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`) }, 'allowedAddresses'],
  [{ role: 'superAdmin' }, 'role'],
])('%j is refused, names the field, and makes nothing', async (request, field) => {
  const { accessToken } = await shared().login();
  const before = await listKeys(shared(), accessToken, '?pageSize=100');
  const answer = await callKeys(shared(), accessToken, 'POST', '', { name: 'x', preset: 'readOnly', ...request });
  expect([answer.statusCode, answer.json().error]).toEqual([
    400,
    expect.objectContaining({ code: 'request_invalid', field }),
  ]);
  expect(await listKeys(shared(), accessToken, '?pageSize=100')).toEqual(before);
});

test.each<[request: object, expected: object]>([
  [{}, { expiresAtUtc: '2026-07-07T12:00:00.000Z', allowedAddresses: [] }],
  [{ expiresInDays: 365 }, { expiresAtUtc: '2027-04-08T12:00:00.000Z' }],
  [{ expiresAtUtc: '2026-05-01T00:00:00+02:00' }, { expiresAtUtc: '2026-04-30T22:00:00.000Z' }],
  [{ neverExpires: true }, { expiresAtUtc: null }],
  [{ name: '鍵'.repeat(100) }, { name: '鍵'.repeat(100) }],
  [
    { allowedAddresses: ['10.1.2.3/8', '10.0.0.0/8', '::ffff:192.0.2.1', '2001:DB8::/32'] },
    { allowedAddresses: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'] },
  ],
  [{ allowedAddresses: Array.from({ length: 50 }, (_, n) => `10.0.0.${n}`) }, {}],
])('%j is made as %j', async (request, expected) => {
  const answer = await callKeys(shared(), (await shared().login()).accessToken, 'POST', '', {
    name: 'x',
    preset: 'readOnly',
    ...request,
  });
  expect(answer.json().data.apiKey).toMatchObject(expected);
});

test('a key gets another name, and nothing else can be changed of it', async () => {
  const { accessToken } = await shared().login();
  const { apiKey } = await makeKey(shared(), accessToken);
  const patch = (body: object) => callKeys(shared(), accessToken, 'PATCH', `/${apiKey.id}`, body);
  expect((await patch({ name: ' other ' })).json()).toEqual({ data: { ...apiKey, name: 'other' } });
  for (const [body, field] of [
    [{ name: 'x', permissions: ['assets.delete'] }, 'permissions'],
    [{ name: 'x', expiresAtUtc: null }, 'expiresAtUtc'],
    [{}, 'name'],
    [{ name: ' ' }, 'name'],
  ] as const) {
    const answer = await patch(body);
    expect([answer.statusCode, answer.json().error.field]).toEqual([400, field]);
  }
  await callKeys(shared(), accessToken, 'DELETE', `/${apiKey.id}`);
  const late = await patch({ name: 'late' });
  expect([late.statusCode, late.json().error.code]).toEqual([409, 'api_key_conflict']);
});

test('a list comes in pages, newest first, and by state', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1)
    ids.unshift((await makeKey(hub, accessToken, { expiresInDays: n < 2 ? 7 : 30 })).apiKey.id);
  await callKeys(hub, accessToken, 'DELETE', `/${ids[0]}`);
  hub.clock.advance(7 * DAY);
  const token = (await hub.login()).accessToken;

  const pages: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await callKeys(hub, token, 'GET', `?pageSize=2${cursor && `&cursor=${cursor}`}`);
    const { data } = answer.json<{ data: { items: { id: string }[]; nextCursor: string | null } }>();
    pages.push(data.items.map(({ id }) => id));
    cursor = data.nextCursor;
  }
  expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);

  const byStatus = async (status: string) => (await listKeys(hub, token, `?status=${status}`)).map(({ id }) => id);
  expect(await byStatus('revoked')).toEqual([ids[0]]);
  expect(await byStatus('expired')).toEqual(ids.slice(3));
  expect(await byStatus('active')).toEqual(ids.slice(1, 3));
});

test('one person has as many live keys as the setting says, also when asking for many at once', async () => {
  await using hub = await startTestApp({ settings: { Auth__ApiKey__MaxPerOwner: '3' } });
  const { accessToken } = await hub.login();
  const ask = () => callKeys(hub, accessToken, 'POST', '', { name: 'x', preset: 'readOnly', expiresInDays: 7 });
  const answers = await Promise.all(Array.from({ length: 10 }, ask));
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3);
  for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'api_key_limit_reached']);
  }
  const [key] = await listKeys(hub, accessToken);
  await callKeys(hub, accessToken, 'DELETE', `/${key?.id}`);
  expect([(await ask()).statusCode, (await ask()).statusCode]).toEqual([201, 409]);
  // Another's do not count, nor do those that have ended.
  const other = await addUser(hub.db, { permissions: ['assets.read'] });
  await makeKey(hub, (await hub.login(other.username, other.password)).accessToken);
  hub.clock.advance(7 * DAY);
  await makeKey(hub, (await hub.login()).accessToken);
});

test('on a second instance a revoked key is refused within 5 s, and a new secret is good at once', async () => {
  await using here = await startTestApp();
  await using there = await startTestApp({ database: here.database, clock: here.clock });
  const { accessToken } = await here.login();
  const first = await makeKey(here, accessToken);
  expect([await keyState(here, first.key), await keyState(there, first.key)]).toEqual(['ok', 'ok']);

  const second = await rotateKey(here, accessToken, first.apiKey.id, 0);
  expect([await keyState(here, first.key), await keyState(here, second.key)]).toEqual(['api_key_expired', 'ok']);
  expect(await keyState(there, second.key)).toBe('ok');
  expect(await keyState(there, first.key)).toBe('api_key_expired');

  await callKeys(here, accessToken, 'DELETE', `/${first.apiKey.id}`);
  expect(await keyState(here, second.key)).toBe('api_key_revoked');
  here.clock.advance(5 * SECOND);
  expect(await keyState(there, second.key)).toBe('api_key_revoked');
});
