import { expect, test } from 'vitest';
import { callKeys, keyState, listKeys, makeKey, rotateKey } from '../../../test/api-keys.ts';
import { startTestApp } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { DAY } from '../../core/clock.ts';
import type { IssuedApiKey } from './schema.ts';

const hub = shareTestApp();
const token = async () => (await hub().login()).accessToken;

test('a rotated key stays good for the overlap, and not a moment longer', async () => {
  const first = await makeKey(hub(), await token());
  const second = await rotateKey(hub(), await token(), first.apiKey.id, 2);
  expect(second.apiKey).toMatchObject({
    id: first.apiKey.id,
    prefix: first.apiKey.prefix,
    rotatedAtUtc: new Date(hub().clock.now()).toISOString(),
    formerKeyValidUntilUtc: new Date(hub().clock.now() + 2 * DAY).toISOString(),
    expiresAtUtc: first.apiKey.expiresAtUtc,
  });
  hub().clock.advance(2 * DAY - 1);
  expect([await keyState(hub(), first.key), await keyState(hub(), second.key)]).toEqual(['ok', 'ok']);
  hub().clock.advance(1);
  expect([await keyState(hub(), first.key), await keyState(hub(), second.key)]).toEqual(['api_key_expired', 'ok']);
  expect((await listKeys(hub(), await token()))[0]?.formerKeyValidUntilUtc).toBeNull();
});

test('a key that ends within the overlap ends when it would have', async () => {
  const first = await makeKey(hub(), await token(), { expiresInDays: 7 });
  hub().clock.advance(6 * DAY);
  const path = `/${first.apiKey.id}/rotate`;
  const answer = await callKeys(hub(), await token(), 'POST', path, { overlapDays: 3, expiresInDays: 365 });
  const { apiKey, key } = answer.json<{ data: IssuedApiKey }>().data;
  expect(apiKey.formerKeyValidUntilUtc).toBe(first.apiKey.expiresAtUtc);
  hub().clock.advance(DAY);
  expect([await keyState(hub(), first.key), await keyState(hub(), key)]).toEqual(['api_key_expired', 'ok']);
});

test('without an overlap the former key ends at once', async () => {
  const first = await makeKey(hub(), await token());
  expect(await keyState(hub(), first.key)).toBe('ok');
  const second = await rotateKey(hub(), await token(), first.apiKey.id, 0);
  expect([await keyState(hub(), first.key), await keyState(hub(), second.key)]).toEqual(['api_key_expired', 'ok']);
  expect(second.apiKey.formerKeyValidUntilUtc).toBeNull();
});

test('a second rotation ends the first key, however long its overlap was', async () => {
  const first = await makeKey(hub(), await token());
  const second = await rotateKey(hub(), await token(), first.apiKey.id, 7);
  const third = await rotateKey(hub(), await token(), first.apiKey.id, 7);
  expect(await Promise.all([first, second, third].map(({ key }) => keyState(hub(), key)))).toEqual([
    'api_key_invalid',
    'ok',
    'ok',
  ]);
});

test('revoking ends both', async () => {
  const first = await makeKey(hub(), await token());
  const second = await rotateKey(hub(), await token(), first.apiKey.id, 7);
  await callKeys(hub(), await token(), 'DELETE', `/${first.apiKey.id}`);
  for (const { key } of [first, second]) expect(await keyState(hub(), key)).toBe('api_key_revoked');
});

test('the end of a key stays as it is unless another is asked for', async () => {
  const { key, apiKey } = await makeKey(hub(), await token(), { expiresInDays: 7 });
  const path = `/${apiKey.id}/rotate`;
  hub().clock.advance(7 * DAY);
  const silent = await callKeys(hub(), await token(), 'POST', path, { overlapDays: 1 });
  expect([silent.statusCode, silent.json().error.field]).toEqual([400, 'expiresInDays']);
  const renewed = await callKeys(hub(), await token(), 'POST', path, { overlapDays: 1, expiresInDays: 30 });
  const { data } = renewed.json<{ data: IssuedApiKey }>();
  expect(data.apiKey.expiresAtUtc).toBe(new Date(hub().clock.now() + 30 * DAY).toISOString());
  // What had expired does not come back to life by an overlap.
  expect([await keyState(hub(), key), await keyState(hub(), data.key)]).toEqual(['api_key_expired', 'ok']);
});

test.each([
  [{}, 'overlapDays'],
  [{ overlapDays: -1 }, 'overlapDays'],
  [{ overlapDays: 8 }, 'overlapDays'],
  [{ overlapDays: 0.5 }, 'overlapDays'],
  [{ overlapDays: 0, expiresInDays: 8 }, 'expiresInDays'],
  [{ overlapDays: 0, expiresInDays: 7, neverExpires: true }, 'neverExpires'],
  [{ overlapDays: 0, permissions: ['users.update'] }, 'permissions'],
])('%j is refused and names the field', async (request, field) => {
  const { apiKey } = await makeKey(hub(), await token());
  const answer = await callKeys(hub(), await token(), 'POST', `/${apiKey.id}/rotate`, request);
  expect([answer.statusCode, answer.json().error]).toEqual([
    400,
    expect.objectContaining({ code: 'request_invalid', field }),
  ]);
});

test('of parallel rotations one wins, and its key is the one that works', async () => {
  await using own = await startTestApp();
  const { accessToken } = await own.login();
  const first = await makeKey(own, accessToken);
  const path = `/${first.apiKey.id}/rotate`;
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => callKeys(own, accessToken, 'POST', path, { overlapDays: 1 })),
  );
  const won = answers.filter(({ statusCode }) => statusCode === 200);
  const codes = answers.flatMap((answer) => (answer.statusCode === 200 ? [] : [answer.json().error.code]));
  // Some may have come after the first was done, and so rotated the new key; none saw the same key as another.
  const rotations = await own.db
    .selectFrom('audit_events')
    .select('seq')
    .where('action', '=', 'api_key.rotate')
    .where('outcome', '=', 'success')
    .execute();
  expect(rotations).toHaveLength(won.length);
  expect(won.length).toBeGreaterThan(0);
  expect(new Set(codes)).toEqual(codes.length > 0 ? new Set(['api_key_conflict']) : new Set());
  const states = await Promise.all(won.map((answer) => keyState(own, answer.json<{ data: IssuedApiKey }>().data.key)));
  const { key_hash, former_key_hash } = await own.db.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow();
  expect(key_hash).not.toBe(former_key_hash);
  expect(states.filter((state) => state === 'ok').length).toBe(Math.min(won.length, 2));
});
