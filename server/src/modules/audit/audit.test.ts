import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { recordedEvents, START_EVENTS } from '../../../test/audit-events.ts';
import { addUser } from '../../../test/users.ts';
import { ANONYMOUS } from '../../core/actor.ts';
import { MINUTE } from '../../core/clock.ts';
import { hashOf } from './chain.ts';

const loginAs = (hub: TestApp, username: string, password: string, remoteAddress = '203.0.113.7') =>
  hub.server.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username, password }, remoteAddress });

test('signing in and out is recorded with who, from where and with which session', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  await hub.server.inject({ method: 'POST', url: '/api/v1/auth/logout', headers: bearer(accessToken) });
  const [profile, made, login, logout, ...rest] = await recordedEvents(hub, 0);
  expect(rest).toEqual([]);
  const bySystem = { actor_kind: 'system', actor_name: made?.actor_name };
  expect(profile).toMatchObject({
    ...bySystem,
    seq: 1,
    action: 'storage_profile.create',
    target_kind: 'storageProfile',
    target_name: 'local-default',
    details: { providerType: 'local', isEnabled: true, isDefault: true },
  });
  expect(made).toMatchObject({ ...bySystem, seq: START_EVENTS, action: 'auth.setup', target_name: 'admin' });
  expect(login).toMatchObject({
    seq: START_EVENTS + 1,
    at: hub.clock.now(),
    action: 'auth.login',
    outcome: 'success',
    actor_kind: 'user',
    actor_name: 'admin',
    address: '127.0.0.1',
    target_kind: 'user',
    target_id: made?.target_id,
    previous_hash: made?.hash,
  });
  expect(logout).toMatchObject({ action: 'auth.logout', credential: login?.credential, target_kind: 'session' });
});

test('a refused sign-in names the account that exists, and never what was typed', async () => {
  await using hub = await startTestApp();
  await loginAs(hub, 'admin', 'not the password');
  await loginAs(hub, 'typed-my-password-here', 'x');
  const [known, unknown] = await recordedEvents(hub);
  const refused = { action: 'auth.login', outcome: 'refused', actor_kind: 'anonymous', address: '203.0.113.7' };
  expect(known).toMatchObject({ ...refused, target_name: 'admin', details: { code: 'auth_invalid_credentials' } });
  expect(unknown).toMatchObject({ ...refused, target_kind: null, target_id: null, target_name: null });
  expect(JSON.stringify(await recordedEvents(hub))).not.toMatch(/typed-my-password-here|not the password/);
});

test('the same refusal again is counted, not written each time', async () => {
  await using hub = await startTestApp();
  for (let n = 0; n < 20; n += 1) await loginAs(hub, 'nobody', 'x');
  expect(await recordedEvents(hub)).toHaveLength(1);
  hub.clock.advance(MINUTE);
  await loginAs(hub, 'nobody', 'x');
  expect((await recordedEvents(hub)).map(({ details }) => details)).toEqual([
    expect.not.objectContaining({ repeated: expect.anything() }),
    expect.objectContaining({ repeated: 19 }),
    expect.not.objectContaining({ repeated: expect.anything() }),
  ]);
});

test('a missing permission is recorded with its name, and whom it was missed by', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await hub.login(mika.username, mika.password);
  await hub.server.inject({ method: 'POST', url: '/api/v1/assets/batch-delete', headers: bearer(accessToken) });
  expect((await recordedEvents(hub)).at(-1)).toMatchObject({
    outcome: 'refused',
    actor_id: mika.id,
    actor_name: 'mika',
    details: {
      code: 'auth_forbidden',
      method: 'POST',
      route: '/api/v1/assets/batch-delete',
      permission: 'assets.delete',
    },
  });
});

test('many writers at once make one chain without a gap', async () => {
  await using hub = await startTestApp();
  await Promise.all(Array.from({ length: 40 }, () => hub.login()));
  const { audit } = hub.app.services;
  expect(await audit.verify()).toMatchObject({ events: START_EVENTS + 40, faults: [] });
});

test.each([
  [
    'a changed event',
    (hub: TestApp) => change(hub, 3, { target_name: 'somebody else' }),
    [{ seq: 3, fault: 'changed' }],
  ],
  [
    'a changed event whose hash was made to fit',
    async (hub: TestApp) => {
      const row = await hub.db.selectFrom('audit_events').selectAll().where('seq', '=', 3).executeTakeFirstOrThrow();
      await change(hub, 3, { action: 'auth.logout', hash: hashOf({ ...row, action: 'auth.logout' }) });
    },
    [{ seq: 4, fault: 'out_of_chain' }],
  ],
  ['a deleted event', (hub: TestApp) => remove(hub, 2), [{ seq: 2, fault: 'missing' }]],
  ['the deleted first event', (hub: TestApp) => remove(hub, 1), [{ seq: 1, fault: 'missing' }]],
  ['the deleted last event', (hub: TestApp) => remove(hub, 4), [{ seq: 4, fault: 'missing' }]],
  [
    'a head that was moved on',
    (hub: TestApp) => moveHead(hub, 2 ** 40),
    [{ seq: 5, upTo: 2 ** 40, fault: 'missing' }],
    2 ** 40,
  ],
  [
    'a head that was moved back',
    (hub: TestApp) => moveHead(hub, 3),
    [
      { seq: 3, fault: 'out_of_chain' },
      { seq: 4, fault: 'out_of_chain' },
    ],
    3,
  ],
  [
    'a head that was removed',
    (hub: TestApp) => hub.db.deleteFrom('audit_head').execute(),
    [{ seq: 4, fault: 'head_missing' }],
  ],
  ['an event behind the head', (hub: TestApp) => copy(hub, 4, 9), [{ seq: 9, fault: 'out_of_chain' }]],
  ['an event before the first', (hub: TestApp) => copy(hub, 1, 0), [{ seq: 0, fault: 'out_of_chain' }]],
  [
    'two events that changed places',
    async (hub: TestApp) => {
      await change(hub, 2, { seq: 100 });
      await change(hub, 3, { seq: 2 });
      await change(hub, 100, { seq: 3 });
    },
    [
      { seq: 2, fault: 'changed' },
      { seq: 3, fault: 'changed' },
      { seq: 4, fault: 'out_of_chain' },
    ],
  ],
  ['nothing', async () => {}, []],
])('verifying four events names %s', async (_case, tamper, faults, events = 4) => {
  await using hub = await startTestApp();
  for (let n = START_EVENTS; n < 4; n += 1) await hub.login();
  await tamper(hub);
  expect(await hub.app.services.audit.verify()).toMatchObject({ events, faults });
});

test('texts that the database keeps otherwise than they were sent do not break the chain', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const client = { address: '127.0.0.1', userAgent: 'half \ud83d', traceId: 'trace' };
  await hub.app.services.audit.recordRefusal(
    { actor: ANONYMOUS, client },
    { action: 'asset.create', target: { kind: 'asset', id: null, name: 'half \udc00' }, details: { name: '\ud800' } },
  );
  await makeKey(hub, accessToken, { name: 'whole' });
  expect(await hub.app.services.audit.verify()).toMatchObject({ events: START_EVENTS + 3, faults: [] });
});

const moveHead = (hub: TestApp, seq: number) => hub.db.updateTable('audit_head').set({ seq }).execute();

/** Puts an event in that is like another one, with a hash that fits. */
async function copy(hub: TestApp, from: number, seq: number): Promise<void> {
  const { hash, ...row } = await hub.db
    .selectFrom('audit_events')
    .selectAll()
    .where('seq', '=', from)
    .executeTakeFirstOrThrow();
  const forged = { ...row, seq, previous_hash: hash };
  await hub.db
    .insertInto('audit_events')
    .values({ ...forged, hash: hashOf(forged) })
    .execute();
}

const change = (
  hub: TestApp,
  seq: number,
  values: { seq?: number; target_name?: string; action?: 'auth.logout'; hash?: string },
) => hub.db.updateTable('audit_events').set(values).where('seq', '=', seq).execute();

const remove = (hub: TestApp, seq: number) => hub.db.deleteFrom('audit_events').where('seq', '=', seq).execute();
