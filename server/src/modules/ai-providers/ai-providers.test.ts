import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addProvider, callAi, listProviders, PROVIDER } from '../../../test/ai-providers.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { dumpDatabase } from '../../../test/dump.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { SEALED_COLUMNS } from '../../core/sealed-columns.ts';
import { createSealer } from '../../core/sealing.ts';
import { Secret } from '../../core/secret.ts';
import { BUILT_IN_SYSTEM_PROMPT } from './prompts.ts';

const UNKNOWN = '/0196f000-0000-7000-8000-000000000000';

interface Refusal {
  readonly error: { readonly code: string; readonly field?: string; readonly message: string };
}

const refusalOf = async (call: ReturnType<typeof callAi>) => {
  const answer = await call;
  const { code, field } = answer.json<Refusal>().error;
  return [answer.statusCode, code, field];
};

describe('adding', () => {
  const empty = shareTestApp();

  test('answers with everything but the key', async () => {
    await using hub = await startTestApp();
    const answer = await callAi(hub, 'POST', '', {
      ...PROVIDER,
      name: '  OpenAI ',
      apiBaseUrl: `${PROVIDER.apiBaseUrl}//`,
    });
    expect(answer.statusCode).toBe(201);
    const { data } = answer.json<{ data: { id: string } }>();
    expect(answer.headers.location).toBe(`/api/v1/system/ai/providers/${data.id}`);
    expect(data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'OpenAI',
      apiBaseUrl: 'https://api.openai.com/v1',
      apiKey: 'sk-***',
      modelName: 'see-1',
      defaultSystemPrompt: BUILT_IN_SYSTEM_PROMPT,
      isActive: true,
      createdAtUtc: '2026-04-08T12:00:00.000Z',
      updatedAtUtc: '2026-04-08T12:00:00.000Z',
    });
    expect((await callAi(hub, 'GET', '/active')).json()).toEqual({ data });
    expect(await listProviders(hub)).toEqual([data]);
  });

  test.each<[object, string, string]>([
    [{ name: ' ' }, 'ai_provider_profile_name_required', 'name'],
    [{ name: null }, 'ai_provider_profile_name_required', 'name'],
    [{ name: undefined }, 'ai_provider_profile_name_required', 'name'],
    [{ name: 7 }, 'request_invalid', 'name'],
    [{ name: 'n'.repeat(129) }, 'request_invalid', 'name'],
    [{ apiBaseUrl: '' }, 'ai_provider_profile_api_base_url_required', 'apiBaseUrl'],
    [{ apiBaseUrl: '/v1' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'api.openai.com/v1' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'file:///etc/passwd' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'https://me:secret@api.openai.com' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'https://api.openai.com/v1?key=secret' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'https://api.openai.com/v1#x' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'http://127.0.0.1:11434' }, 'outbound_address_not_allowed', 'apiBaseUrl'],
    [{ apiBaseUrl: 'http://169.254.169.254/v1' }, 'outbound_address_not_allowed', 'apiBaseUrl'],
    [{ apiBaseUrl: 'http://[::ffff:10.0.0.1]/v1' }, 'outbound_address_not_allowed', 'apiBaseUrl'],
    [{ apiBaseUrl: `https://a.example/${'x'.repeat(512)}` }, 'request_invalid', 'apiBaseUrl'],
    [{ apiKey: '' }, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ apiKey: 'two words' }, 'ai_provider_profile_api_key_invalid', 'apiKey'],
    [{ apiKey: 'a\r\nX-Other: b' }, 'ai_provider_profile_api_key_invalid', 'apiKey'],
    [{ apiKey: '密钥密钥密钥' }, 'ai_provider_profile_api_key_invalid', 'apiKey'],
    [{ modelName: ' ' }, 'ai_provider_profile_model_name_required', 'modelName'],
    [{ modelName: 'm'.repeat(257) }, 'request_invalid', 'modelName'],
    [{ defaultSystemPrompt: 'p'.repeat(8001) }, 'request_invalid', 'defaultSystemPrompt'],
    [{ isActive: null }, 'request_invalid', 'isActive'],
    // Several at fault: the first one is named.
    [{ name: '', apiBaseUrl: '', apiKey: '', modelName: '' }, 'ai_provider_profile_name_required', 'name'],
    [{ apiBaseUrl: '', apiKey: '', modelName: '' }, 'ai_provider_profile_api_base_url_required', 'apiBaseUrl'],
    [{ apiKey: '', modelName: '' }, 'ai_provider_profile_api_key_required', 'apiKey'],
  ])('of %j is refused as %s of %s', async (given, code, field) => {
    const answer = await callAi(empty(), 'POST', '', { ...PROVIDER, ...given });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Refusal>().error).toMatchObject({ code, field });
    expect(answer.body).not.toMatch(/secret|two words|X-Other|密钥/);
    expect(await listProviders(empty())).toEqual([]);
  });

  test('of a name that is taken, in any case, is refused; also when several come at once', async () => {
    await using hub = await startTestApp();
    const answers = await Promise.all(
      ['Ollama', 'ollama', 'OLLAMA', ' Ollama '].map((name) => callAi(hub, 'POST', '', { ...PROVIDER, name })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    expect(await refusalOf(callAi(hub, 'POST', '', { ...PROVIDER, name: 'oLLAMA' }))).toEqual([
      409,
      'ai_provider_profile_name_conflict',
      'name',
    ]);
  });

  test('has a limit', async () => {
    await using hub = await startTestApp();
    for (let n = 0; n < 100; n += 1) await addProvider(hub, { name: `provider ${n}` });
    expect(await refusalOf(callAi(hub, 'POST', '', { ...PROVIDER, name: 'one more' }))).toEqual([
      409,
      'ai_provider_profiles_too_many',
      undefined,
    ]);
  });
});

describe('being active', () => {
  const active = async (hub: TestApp) =>
    (await listProviders(hub)).filter(({ isActive }) => isActive).map(({ name }) => name);

  test('is for one at most: the first, until another one is made so', async () => {
    await using hub = await startTestApp();
    expect((await callAi(hub, 'GET', '/active')).json()).toEqual({ data: null });
    await addProvider(hub, { name: 'b' });
    const a = await addProvider(hub, { name: 'a' });
    await addProvider(hub, { name: 'c', isActive: false });
    expect(await active(hub)).toEqual(['b']);
    await callAi(hub, 'PATCH', `/${a.id}`, { isActive: true });
    expect(await active(hub)).toEqual(['a']);
    await addProvider(hub, { name: 'd', isActive: true });
    expect((await listProviders(hub)).map(({ name }) => name)).toEqual(['d', 'a', 'b', 'c']);
    const [d] = await listProviders(hub);
    await callAi(hub, 'PATCH', `/${d?.id}`, { isActive: false });
    expect(await active(hub)).toEqual([]);
  });

  test.each([
    ['first ones', {}],
    ['ones that want to be', { isActive: true }],
  ])('is for one of many %s at once', async (_case, given) => {
    await using hub = await startTestApp();
    await Promise.all(Array.from({ length: 12 }, (_, n) => addProvider(hub, { name: `provider ${n}`, ...given })));
    expect(await active(hub)).toHaveLength(1);
    const all = await listProviders(hub);
    await Promise.all(all.map(({ id }) => callAi(hub, 'PATCH', `/${id}`, { isActive: true })));
    expect(await active(hub)).toHaveLength(1);
  });

  test('is held by the database', async () => {
    await using hub = await startTestApp();
    await addProvider(hub, { name: 'a' });
    await addProvider(hub, { name: 'b' });
    await expect(hub.db.updateTable('ai_providers').set({ is_active: 1 }).execute()).rejects.toThrow(/unique/i);
    expect(await active(hub)).toEqual(['a']);
  });
});

describe('changing', () => {
  const shared = shareTestApp({}, async (hub) => {
    await addProvider(hub, { name: 'Taken' });
    await addProvider(hub);
  });

  test('keeps what is absent', async () => {
    await using hub = await startTestApp();
    const before = await addProvider(hub, { defaultSystemPrompt: 'Be brief.' });
    hub.clock.advance(1000);
    const answer = await callAi(hub, 'PATCH', `/${before.id}`, { modelName: ' see-2 ' });
    const after = { ...before, modelName: 'see-2', updatedAtUtc: '2026-04-08T12:00:01.000Z' };
    expect(answer.json()).toEqual({ data: after });
    expect((await callAi(hub, 'PATCH', `/${before.id}`, {})).json()).toEqual({ data: after });
    expect(await listProviders(hub)).toEqual([after]);
  });

  test.each([[null], [''], ['  ']])('%j as system prompt brings the built-in one back', async (defaultSystemPrompt) => {
    await using hub = await startTestApp();
    const { id } = await addProvider(hub, { defaultSystemPrompt: 'Be brief.' });
    const answer = await callAi(hub, 'PATCH', `/${id}`, { defaultSystemPrompt });
    expect(answer.json()).toMatchObject({ data: { defaultSystemPrompt: BUILT_IN_SYSTEM_PROMPT } });
  });

  test.each<[object, number, string, string]>([
    [{ name: null }, 400, 'ai_provider_profile_name_required', 'name'],
    [{ name: ' ' }, 400, 'ai_provider_profile_name_required', 'name'],
    [{ name: 'TAKEN' }, 409, 'ai_provider_profile_name_conflict', 'name'],
    [{ apiBaseUrl: null }, 400, 'ai_provider_profile_api_base_url_required', 'apiBaseUrl'],
    [{ apiBaseUrl: 'gopher://x' }, 400, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'http://10.0.0.1', apiKey: 'k' }, 400, 'outbound_address_not_allowed', 'apiBaseUrl'],
    [{ apiKey: null }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ apiKey: '' }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ modelName: null }, 400, 'ai_provider_profile_model_name_required', 'modelName'],
    [{ isActive: null }, 400, 'request_invalid', 'isActive'],
    // The stored key would go to somebody else.
    [{ apiBaseUrl: 'https://evil.example/v1' }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ apiBaseUrl: 'http://api.openai.com/v1' }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ apiBaseUrl: 'https://api.openai.com:8443/v1' }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ apiBaseUrl: 'https://api.openai.com.evil.example' }, 400, 'ai_provider_profile_api_key_required', 'apiKey'],
  ])('to %j is refused: %i %s of %s', async (change, status, code, field) => {
    const before = await listProviders(shared());
    const { id } = before.find(({ name }) => name === PROVIDER.name) ?? {};
    expect(await refusalOf(callAi(shared(), 'PATCH', `/${id}`, change))).toEqual([status, code, field]);
    expect(await listProviders(shared())).toEqual(before);
  });

  test.each([
    [{ apiBaseUrl: 'https://API.openai.com:443/v2/' }, 'https://API.openai.com:443/v2'],
    [{ apiBaseUrl: 'https://other.example', apiKey: 'another key'.replace(' ', '-') }, 'https://other.example'],
  ])('the address: %j', async (change, expected) => {
    await using hub = await startTestApp();
    const { id } = await addProvider(hub);
    expect((await callAi(hub, 'PATCH', `/${id}`, change)).json()).toMatchObject({ data: { apiBaseUrl: expected } });
  });

  test('its own name in another case is no conflict', async () => {
    await using hub = await startTestApp();
    const { id } = await addProvider(hub);
    expect((await callAi(hub, 'PATCH', `/${id}`, { name: 'OPENAI' })).json()).toMatchObject({
      data: { name: 'OPENAI' },
    });
  });
});

test('deleting tells whether it was the active one, and leaves no other active', async () => {
  await using hub = await startTestApp();
  const { id } = await addProvider(hub);
  await addProvider(hub, { name: 'other' });
  expect((await callAi(hub, 'DELETE', `/${id}`)).json()).toEqual({
    data: { id, wasActive: true, status: 'deleted', deletedAtUtc: '2026-04-08T12:00:00.000Z' },
  });
  expect(await listProviders(hub)).toMatchObject([{ name: 'other', isActive: false }]);
  expect(await refusalOf(callAi(hub, 'DELETE', `/${id}`))).toEqual([404, 'ai_provider_profile_not_found', undefined]);
});

test('what does not exist is not found', async () => {
  await using hub = await startTestApp();
  const notFound = [404, 'ai_provider_profile_not_found', undefined];
  expect(await refusalOf(callAi(hub, 'PATCH', UNKNOWN, { name: 'x' }))).toEqual(notFound);
  expect(await refusalOf(callAi(hub, 'POST', '/test', { profileId: UNKNOWN.slice(1) }))).toEqual(notFound);
  expect(await refusalOf(callAi(hub, 'POST', '/test', { profileId: 'none' }))).toEqual(notFound);
  expect(await refusalOf(callAi(hub, 'PATCH', '/none', { name: 'x' }))).toEqual([404, 'route_not_found', undefined]);
});

test('the key is in no answer, no log line, no event and nowhere in the database', async () => {
  await using hub = await startTestApp();
  const secrets = [PROVIDER.apiKey, 'second-secret-key-1234'];
  const seen: string[] = [];
  const note = async (call: ReturnType<typeof callAi>) => {
    const answer = await call;
    seen.push(answer.body, JSON.stringify(answer.headers));
    return answer;
  };
  const { id } = (await note(callAi(hub, 'POST', '', PROVIDER))).json<{ data: { id: string } }>().data;
  await note(callAi(hub, 'PATCH', `/${id}`, { apiKey: secrets[1], name: 'New' }));
  await note(callAi(hub, 'PATCH', `/${id}`, { apiKey: `${secrets[1]} with a blank` }));
  await note(callAi(hub, 'POST', '', { ...PROVIDER, name: 'New' }));
  await note(callAi(hub, 'POST', '/test', { ...PROVIDER, apiBaseUrl: 'http://10.0.0.1' }));
  await note(callAi(hub, 'GET'));
  const dump = await dumpDatabase(hub);
  expect(dump).toContain('https://api.openai.com/v1');
  for (const secret of secrets) {
    expect(seen.join('\n')).not.toContain(secret);
    expect(hub.log()).not.toContain(secret);
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(Buffer.from(secret).toString('base64').slice(0, -3));
  }
});

test('every change is recorded, with the names of its fields and none of their values', async () => {
  await using hub = await startTestApp();
  const { id } = await addProvider(hub);
  await callAi(hub, 'PATCH', `/${id}`, { apiKey: 'another-secret-key', modelName: 'see-2' });
  await callAi(hub, 'PATCH', `/${id}`, { name: '' });
  await callAi(hub, 'DELETE', `/${id}`);
  const rows = await hub.db
    .selectFrom('audit_events')
    .selectAll()
    .where('target_kind', '=', 'aiProvider')
    .orderBy('seq')
    .execute();
  const target = { target_kind: 'aiProvider', target_id: id, target_name: 'OpenAI', outcome: 'success' };
  expect(
    rows.map(({ details_json, ...row }) => ({ ...row, details: JSON.parse(details_json) as unknown })),
  ).toMatchObject([
    { action: 'ai_provider.create', ...target, details: { isActive: true } },
    { action: 'ai_provider.update', ...target, details: { fields: ['apiKey', 'modelName'], isActive: true } },
    { action: 'ai_provider.delete', ...target, details: { wasActive: true } },
  ]);
  expect(rows).toHaveLength(3);
});

test('a key that can no longer be opened is said to be so, and can be entered again', async () => {
  await using hub = await startTestApp();
  const unreadable = [409, 'ai_provider_profile_api_key_unreadable', 'apiKey'];
  const { id } = await addProvider(hub);
  const key = new Secret(randomBytes(32));
  const other = createSealer(() => [key]);
  const sealed_api_key = other.seal('whatever', SEALED_COLUMNS.aiProviderKey.contextOf(id));
  await hub.db.updateTable('ai_providers').set({ sealed_api_key }).execute();
  const { aiProviders } = hub.app.services;
  expect(await listProviders(hub)).toMatchObject([{ id, apiKey: 'sk-***' }]);
  expect(await refusalOf(callAi(hub, 'POST', '/test', { profileId: id }))).toEqual(unreadable);
  await expect(aiProviders.findActive()).rejects.toMatchObject({ code: unreadable[1] });
  await callAi(hub, 'PATCH', `/${id}`, { apiKey: 'a-new-key-for-it' });
  const connection = await aiProviders.findActive();
  expect([String(connection?.apiKey), connection?.apiKey.reveal()]).toEqual(['[secret]', 'a-new-key-for-it']);
});
