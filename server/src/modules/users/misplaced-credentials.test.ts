import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { ADMIN } from '../../../test/app.ts';
import { signIn } from '../../../test/auth-calls.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';

const hub = shareTestApp();

interface Credentials {
  readonly access: string;
  readonly refresh: string;
  readonly key: string;
}

/** The superAdmin's credentials are good, but not there. */
test.each<
  [where: string, place: (good: Credentials) => { query?: string; headers?: Record<string, string> }, code: string]
>([
  [
    'a refresh token for an access token',
    ({ refresh }) => ({ headers: { authorization: `Bearer ${refresh}` } }),
    '401 api_key_invalid',
  ],
  [
    'an access token in a cookie',
    ({ access }) => ({ headers: { cookie: `access_token=${access}; nekohub_access=${access}` } }),
    '401 api_key_missing',
  ],
  ['an access token in the address', ({ access }) => ({ query: `?access_token=${access}` }), '400 credential_in_query'],
  ['a key in the address', ({ key }) => ({ query: `?key=${key}` }), '400 credential_in_query'],
  ['a key in a header of its own', ({ key }) => ({ headers: { 'x-api-key': key } }), '401 api_key_missing'],
  ['a key without its scheme', ({ key }) => ({ headers: { authorization: key } }), '401 api_key_invalid'],
  ['a key as a name', ({ key }) => ({ headers: { authorization: `Basic ${btoa(`${key}:`)}` } }), '401 api_key_invalid'],
  [
    'the password itself',
    () => ({ headers: { authorization: `Basic ${btoa(`${ADMIN.username}:${ADMIN.password}`)}` } }),
    '401 api_key_invalid',
  ],
  [
    'half an access token',
    ({ access }) => ({ headers: { authorization: `Bearer ${access.slice(0, -8)}` } }),
    '401 auth_unauthorized',
  ],
  [
    'an access token without a signature',
    ({ access }) => ({ headers: { authorization: `Bearer ${access.split('.').slice(0, 2).join('.')}.` } }),
    '401 auth_unauthorized',
  ],
])('%s deletes nobody, and is recorded without it', async (_where, place, code) => {
  const { accessToken: access, refreshToken: refresh } = await signIn(hub());
  const { key } = await makeKey(hub(), access, { permissions: ['users.delete'] });
  const target = await addUser(hub().db, { username: `target-${crypto.randomUUID()}` });
  const { query = '', headers = {} } = place({ access, refresh, key });
  await hub().app.services.audit.flush();

  const answer = await hub().server.inject({ method: 'DELETE', url: `/api/v1/users/${target.id}${query}`, headers });
  expect(`${answer.statusCode} ${answer.json().error.code}`).toBe(code);
  expect(await hub().db.selectFrom('users').select('id').where('id', '=', target.id).execute()).toHaveLength(1);
  const event = await hub().db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
  const inAddress = code.endsWith('credential_in_query');
  expect(event).toMatchObject({
    action: inAddress ? 'request.credential_in_query' : 'user.delete',
    outcome: 'refused',
    actor_kind: 'anonymous',
    address: '127.0.0.1',
  });
  for (const secret of [access, refresh, key, ADMIN.password]) expect(JSON.stringify(event)).not.toContain(secret);
});
