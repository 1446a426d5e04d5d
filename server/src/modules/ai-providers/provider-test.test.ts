import { describe, expect, test } from 'vitest';
import { addProvider, callAi, PROVIDER } from '../../../test/ai-providers.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { fails, inTurn, type ModelAnswer, megabytes, says, startModel, streams } from '../../../test/model.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import type { AiTest } from './schema.ts';

const LOCAL = { Security__Outbound__AllowedNetworks: '127.0.0.1' };
const hub = shareTestApp({ settings: LOCAL });
/** For models that never come to an end. */
const hasty = shareTestApp({ settings: { ...LOCAL, Ai__TimeoutSeconds: '0.5' } });

const testProvider = async (app: TestApp, body: object): Promise<AiTest> => {
  const answer = await callAi(app, 'POST', '/test', { ...PROVIDER, ...body });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<{ data: AiTest }>().data;
};

describe('a service that answers', () => {
  test.each<[string, ModelAnswer, string]>([
    ['JSON', says('{"caption":"A red square."}'), 'A red square.'],
    ['fenced JSON', says('```json\n{"caption":"A red square."}\n```'), 'A red square.'],
    ['plain text', says('A red square on white.'), 'A red square on white.'],
    ['in pieces', streams(['{"cap', 'tion":"A', ' red', ' square."}']), 'A red square.'],
    ['after 500', inTurn(fails(500), says('A red square.')), 'A red square.'],
    ['after 429', inTurn(fails(429, { 'retry-after': '3' }), says('A red square.')), 'A red square.'],
    ['control characters', says('A\u0000 \u202ered\u001b[1m\nsquare.'), 'A red [1m square.'],
  ])('%s', async (_case, answer, caption) => {
    await using model = await startModel(answer);
    const resolved = { resolvedModelName: 'see-1', resolvedApiBaseUrl: model.url };
    expect(await testProvider(hub(), { apiBaseUrl: `${model.url}/` })).toEqual({
      succeeded: true,
      caption,
      ...resolved,
      errorMessage: null,
      errorCode: null,
    });
  });

  test('gets one small picture', async () => {
    await using model = await startModel(says('A red square.'));
    await testProvider(hub(), { apiBaseUrl: model.url });
    expect(model.requests).toHaveLength(1);
    expect(JSON.stringify(model.requests[0]?.body)).toMatch(/"data:image\/png;base64,[\w+/=]{100,400}"/);
  });
});

describe('a service that does not', () => {
  test.each<[string, ModelAnswer, string]>([
    ['fails', fails(500), 'failed with status 500'],
    ['is busy', fails(429, { 'retry-after': '1' }), 'failed with status 429'],
    ['knows another key', fails(401), 'failed with status 401'],
    ['forbids', fails(403), 'failed with status 403'],
    ['does not know the model', fails(404), 'failed with status 404'],
    ['takes no pictures', fails(400), 'failed with status 400'],
    ['redirects to a private address', fails(307, { location: 'http://10.0.0.1/' }), 'failed with status 307'],
    ['redirects to itself', fails(308, { location: '/elsewhere' }), 'failed with status 308'],
    ['sends 50 MB', megabytes, 'larger than allowed'],
    ['sends a web page', (_request, response) => response.end('<html>upstream words'), 'payload was not valid JSON'],
    [
      'sends half of its JSON',
      (_request, response) => response.end('{"choices":[{"mess'),
      'payload was not valid JSON',
    ],
    ['writes half of its JSON', says('{"altText":"A red squ'), 'content was not valid JSON'],
    ['writes another JSON', says('{"text":"A red square."}'), 'caption field'],
    ['has nothing to say', says(''), 'no assistant content'],
    ['hangs up', (_request, response) => response.destroy(), 'failed to reach'],
  ])('%s', async (_case, answer, expected) => {
    await using model = await startModel(answer);
    const { errorMessage, errorCode, ...result } = await testProvider(hub(), { apiBaseUrl: model.url });
    expect(errorCode).toMatch(/^ai_provider_[a-z_]+$/);
    expect(result).toEqual({
      succeeded: false,
      caption: null,
      resolvedModelName: 'see-1',
      resolvedApiBaseUrl: model.url,
    });
    expect(errorMessage).toContain(expected);
    expect(errorMessage).not.toMatch(/upstream|sk-very|Bearer|10\.0\.0\.1/);
    expect(hub().log()).not.toMatch(/upstream|sk-very/);
  });

  test.each<[string, ModelAnswer]>([
    ['never answers', () => {}],
    ['never ends its answer', (_request, response) => response.writeHead(200).write('{"choices":')],
    [
      'never ends its stream',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"choices":[{"delta":{"content":"A red"}}]}\n\n');
      },
    ],
  ])('%s', async (_case, answer) => {
    await using model = await startModel(answer);
    expect(await testProvider(hasty(), { apiBaseUrl: model.url })).toMatchObject({
      succeeded: false,
      errorMessage: 'The request to the AI service timed out.',
      errorCode: 'ai_provider_timed_out',
    });
  });

  test('is not there', async () => {
    const model = await startModel(says('A red square.'));
    await model[Symbol.asyncDispose]();
    const { succeeded, errorMessage } = await testProvider(hub(), { apiBaseUrl: model.url });
    expect([succeeded, errorMessage]).toEqual([false, expect.stringContaining('failed to reach')]);
  });
});

describe('values', () => {
  test.each<[string, object, object]>([
    ['are those that are stored', {}, { key: PROVIDER.apiKey, model: 'see-1', system: 'Be brief.' }],
    [
      'are those that are stored where others are blank',
      { apiKey: ' ', modelName: '', apiBaseUrl: '' },
      { key: PROVIDER.apiKey, model: 'see-1' },
    ],
    [
      'go before those that are stored',
      { apiKey: 'another-key', modelName: 'see-2', defaultSystemPrompt: 'Sing.' },
      { key: 'another-key', model: 'see-2', system: 'Sing.' },
    ],
    [
      'have a blank system prompt for the built-in one',
      { defaultSystemPrompt: '' },
      { system: expect.stringContaining('JSON object') },
    ],
  ])('%s', async (_case, body, expected) => {
    await using app = await startTestApp({ settings: LOCAL });
    await using model = await startModel(says('A red square.'));
    const { id: profileId } = await addProvider(app, { apiBaseUrl: model.url, defaultSystemPrompt: 'Be brief.' });
    expect((await callAi(app, 'POST', '/test', { profileId, ...body })).json()).toMatchObject({
      data: { succeeded: true },
    });
    const [asked] = model.requests;
    expect({
      key: asked?.headers.authorization?.replace('Bearer ', ''),
      model: asked?.body.model,
      system: asked?.body.messages[0]?.content,
    }).toMatchObject(expected);
  });

  test('a stored key goes to no other host', async () => {
    await using app = await startTestApp({ settings: LOCAL });
    await using model = await startModel(says('A red square.'));
    await using thief = await startModel(says('Thanks.'));
    const { id: profileId } = await addProvider(app, { apiBaseUrl: model.url });
    const answer = await callAi(app, 'POST', '/test', { profileId, apiBaseUrl: thief.url });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { error: { code: 'ai_provider_profile_api_key_required', field: 'apiKey' } },
    ]);
    expect(thief.requests).toEqual([]);
  });

  test.each([
    [{ apiBaseUrl: undefined }, 'ai_provider_profile_api_base_url_required', 'apiBaseUrl'],
    [{ apiKey: undefined }, 'ai_provider_profile_api_key_required', 'apiKey'],
    [{ modelName: ' ' }, 'ai_provider_profile_model_name_required', 'modelName'],
    [{ apiBaseUrl: 'ftp://one.example' }, 'ai_provider_profile_api_base_url_invalid', 'apiBaseUrl'],
    [{ apiBaseUrl: 'http://192.168.0.1' }, 'outbound_address_not_allowed', 'apiBaseUrl'],
  ])('%j is refused as %s', async (body, code, field) => {
    const answer = await callAi(hub(), 'POST', '/test', { ...PROVIDER, ...body });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { code, field } }]);
  });
});

describe('addresses', () => {
  test('that are not public are refused also when they hide behind a name', async () => {
    await using inside = await startHttpServer((_request, response) => response.end('secret'));
    await using app = await startTestApp({ resolveHost: async () => ['127.0.0.1'] });
    const answer = await callAi(app, 'POST', '/test', {
      ...PROVIDER,
      apiBaseUrl: `http://model.example:${inside.port}`,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      {
        error: {
          code: 'outbound_address_not_allowed',
          field: 'apiBaseUrl',
          message: expect.not.stringContaining('127.0.0.1'),
        },
      },
    ]);
    expect(inside.requests).toEqual([]);
  });

  test('may be allowed by name', async () => {
    await using model = await startModel(says('A red square.'));
    await using app = await startTestApp({
      settings: { Security__Outbound__AllowedNetworks: 'ollama' },
      resolveHost: async () => ['127.0.0.1'],
    });
    expect(await testProvider(app, { apiBaseUrl: `http://ollama:${model.port}` })).toMatchObject({ succeeded: true });
  });
});
