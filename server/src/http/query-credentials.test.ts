import { expect, test } from 'vitest';
import { makeKey } from '../../test/api-keys.ts';
import { API_KEY, startTestApp, type TestApp } from '../../test/app.ts';
import { shareTestApp } from '../../test/shared-app.ts';
import { MINUTE } from '../core/clock.ts';

const hub = shareTestApp();

/** The last event, if it is of a credential in an address. */
async function leakOf(app: TestApp) {
  const event = await app.db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirst();
  return event?.action === 'request.credential_in_query' ? event : undefined;
}

/** KEY, TOKEN and ENV stand for good credentials. */
test.each([
  ['/api/v1/assets?api_key=ENV'],
  ['/api/v1/assets?apikey=anything'],
  ['/api/v1/assets?apiKey=KEY'],
  ['/api/v1/assets?Api-Key=anything'],
  ['/api/v1/assets?x-api-key=anything'],
  ['/api/v1/assets?access_token=TOKEN'],
  ['/api/v1/assets?accessToken=anything'],
  ['/api/v1/assets?key=KEY'],
  ['/api/v1/assets?key=ENV'],
  ['/api/v1/assets?token=TOKEN'],
  ['/api/v1/assets?whatever=Bearer%20TOKEN'],
  ['/api/v1/assets?page=1&page=KEY'],
  ['/api/v1/assets?KEY'],
  ['/api/v1/assets?page=1&ENV'],
  ['/api/v1/assets?TOKEN=1'],
  ['/api/v1/assets?query=%6Ehk_0199c7d2a1b27c3d8e4f5a6b7c8d9e0f_cutShort'],
  ['/api/v1/public/assets?key=KEY'],
  ['/content/some/picture.jpg?access_token=TOKEN'],
  ['/mcp?api_key=KEY'],
  ['/health/ready?key=KEY'],
  ['/gallery?access_token=TOKEN'],
  ['/nowhere?access_token=TOKEN'],
])('%s is refused, recorded, and kept out of the log', async (template) => {
  const { accessToken } = await hub().login();
  const { key } = await makeKey(hub(), accessToken);
  const url = template.replace('KEY', key).replace('TOKEN', accessToken).replace('ENV', API_KEY);
  hub().clock.advance(MINUTE);
  const answer = await hub().server.inject({ url, headers: { authorization: `Bearer ${API_KEY}` } });
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'credential_in_query']);
  expect(answer.json().error.message).toMatch(/leaked/);
  expect(await leakOf(hub())).toMatchObject({ outcome: 'refused', actor_kind: 'anonymous', address: '127.0.0.1' });
  const kept =
    JSON.stringify(await hub().db.selectFrom('audit_events').selectAll().execute()) + hub().log() + answer.body;
  for (const secret of [key, accessToken, API_KEY]) expect(kept).not.toContain(secret);
});

test.each([
  ['/api/v1/public/assets?query=nhk_logo'],
  ['/api/v1/public/assets?query=eyJ'],
  ['/api/v1/public/assets?query=a.b.c'],
  ['/api/v1/public/assets?query=api_key'],
  ['/api/v1/public/assets?api_key='],
  ['/api/v1/public/assets?key=7&token=x'],
])('%s is an ordinary question', async (url) => {
  expect((await hub().server.inject(url)).statusCode).toBe(200);
});

test('the record names the key that leaked, if there is such a key', async () => {
  await using own = await startTestApp();
  const { accessToken } = await own.login();
  const { key, apiKey } = await makeKey(own, accessToken, { name: 'CI' });
  const target = async (value: string) => {
    own.clock.advance(MINUTE);
    await own.server.inject(`/api/v1/assets?key=${value}`);
    const event = await leakOf(own);
    return [event?.target_kind, event?.target_id, event?.target_name];
  };
  expect(await target(key)).toEqual(['apiKey', apiKey.id, 'CI']);
  // Right in form, and wrong in its secret or its checksum: nobody can have a key suspected by naming it.
  expect(await target(`${key.slice(0, -1)}${key.endsWith('x') ? 'y' : 'x'}`)).toEqual([null, null, null]);
  expect(await target(API_KEY)).toEqual(['apiKey', null, expect.stringMatching(/^api-key:[0-9a-f]{16}$/)]);
  expect(await target(accessToken)).toEqual([null, null, null]);
});
