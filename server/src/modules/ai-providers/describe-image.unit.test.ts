import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { fails, inTurn, type ModelAnswer, type ModelRequest, says, startModel, streams } from '../../../test/model.ts';
import { createOutbound } from '../../core/outbound.ts';
import { Secret } from '../../core/secret.ts';
import {
  type AiConnection,
  createImageDescriber,
  type DescribeOptions,
  type ImageDescription,
} from './describe-image.ts';

const KEY = 'sk-very-secret-key-of-the-tests';
const IMAGE = { bytes: Buffer.from('not looked at'), contentType: 'image/webp' };

interface Setting {
  readonly path?: string;
  readonly connection?: Partial<AiConnection>;
  readonly options?: DescribeOptions;
  readonly timeoutMs?: number;
  readonly language?: string;
  readonly prompt?: string;
  /** How many pictures are described, one after another. */
  readonly pictures?: number;
}

interface Asked {
  /** A description, or the error. */
  readonly results: readonly (Partial<ImageDescription> & { code?: string; message?: string; details?: object })[];
  readonly requests: readonly ModelRequest[];
  /** The pauses between tries, in milliseconds. */
  readonly sleeps: readonly number[];
}

async function ask(answer: ModelAnswer, setting: Setting = {}): Promise<Asked> {
  const { path = '', connection, options, pictures = 1, ...given } = setting;
  await using model = await startModel(answer);
  const clock = createTestClock();
  const outbound = createOutbound({ allowedNetworks: ['127.0.0.1'], maxConcurrent: 4, maxWaiting: 4 });
  const limits = { timeoutMs: 30_000, maxAnswerBytes: 100_000, language: 'en', prompt: undefined };
  const describeImage = createImageDescriber({ clock, outbound, ...limits, ...given });
  const service = { apiBaseUrl: model.url + path, apiKey: new Secret(KEY), modelName: 'see-1', systemPrompt: null };
  const results = [];
  for (let n = 0; n < pictures; n += 1) {
    results.push(
      await describeImage({ ...service, ...connection }, IMAGE, options).catch((error: unknown) => error as object),
    );
  }
  await outbound.close();
  return { results, requests: model.requests, sleeps: clock.sleeps };
}

const cat = says('{"caption":"A cat.","altText":"Cat","tags":["cat"]}');

describe('the question', () => {
  test('goes to the model with key, picture and form of the answer, and with nothing about this machine', async () => {
    const { results, requests } = await ask(cat);
    expect(results).toEqual([{ caption: 'A cat.', altText: 'Cat', tags: ['cat'], generator: 'see-1-2026' }]);
    expect(requests).toHaveLength(1);
    const [{ path, headers, body }] = requests as [ModelRequest];
    expect(path).toBe('POST /v1/chat/completions');
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'user-agent': 'NekoHub' });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-') || name.startsWith('openai'))).toEqual([]);
    expect(body).toMatchObject({
      model: 'see-1',
      response_format: { type: 'json_schema', json_schema: { strict: true } },
      messages: [
        { role: 'system', content: expect.stringContaining('JSON object') },
        {
          role: 'user',
          content: [
            {
              type: 'text',
              text: expect.stringMatching(/^Describe this picture\.\nWrite in this language: English\./),
            },
            { type: 'image_url', image_url: { url: `data:image/webp;base64,${IMAGE.bytes.toString('base64')}` } },
          ],
        },
      ],
    });
  });

  test.each<[string, Setting, RegExp]>([
    ['the language of the settings', { language: 'zh-CN' }, /Chinese \(China\)/],
    ['a language for this picture', { language: 'zh-CN', options: { language: 'pt' } }, /language: Portuguese\./],
    ['a language by name', { options: { language: 'Simplified Chinese' } }, /language: Simplified Chinese\./],
    ['the prompt of the settings', { prompt: 'Count the cats.' }, /^Count the cats\.\n/],
    ['a prompt for this picture', { prompt: 'No.', options: { prompt: 'Count the dogs.' } }, /^Count the dogs\.\n/],
    ['a blank prompt', { options: { prompt: ' ' } }, /^Describe this picture\.\n/],
  ])('has %s', async (_case, setting, expected) => {
    const { requests } = await ask(cat, setting);
    expect(requests[0]?.body.messages[1]?.content).toMatchObject([{ text: expect.stringMatching(expected) }, {}]);
  });

  test('has the provider’s own system prompt', async () => {
    const { requests } = await ask(cat, { connection: { systemPrompt: 'Be brief.' } });
    expect(requests[0]?.body.messages[0]).toEqual({ role: 'system', content: 'Be brief.' });
  });

  test.each([
    ['', '/v1/chat/completions'],
    ['/v1', '/v1/chat/completions'],
    ['/V1', '/V1/chat/completions'],
    ['/proxy', '/proxy/v1/chat/completions'],
    ['/api/paas/v4', '/api/paas/v4/chat/completions'],
    ['/v1beta/openai', '/v1beta/openai/chat/completions'],
    ['/viewer', '/viewer/v1/chat/completions'],
  ])('for the address …%s goes to %s', async (path, expected) => {
    expect((await ask(cat, { path })).requests[0]?.path).toBe(`POST ${expected}`);
  });
});

describe('a service with ways of its own', () => {
  const knowsNoSchemas: ModelAnswer = (request, response, n) =>
    (request.body.response_format ? fails(400) : cat)(request, response, n);

  test('that knows no schemas is asked without, and from then on at once', async () => {
    const { results, requests } = await ask(knowsNoSchemas, { pictures: 2 });
    expect(results).toMatchObject([{ caption: 'A cat.' }, { caption: 'A cat.' }]);
    expect(requests.map(({ body }) => body.response_format?.type)).toEqual(['json_schema', undefined, undefined]);
  });

  test('that streams without being asked', async () => {
    const { results, requests } = await ask(streams(['{"caption":', '"A', ' ', 'cat."}']));
    expect(results).toEqual([{ caption: 'A cat.', altText: 'A cat.', tags: [], generator: 'see-1-stream' }]);
    expect(requests).toHaveLength(1);
  });

  test.each<[string, ModelAnswer]>([
    ['no text', says(null)],
    ['a blank text', says(' \n')],
    ['no choices', (_request, response) => response.setHeader('content-type', 'application/json').end('{}')],
  ])('that sends its words in pieces alone, and else %s', async (_case, other) => {
    const { results, requests } = await ask((request, response, n) =>
      (request.body.stream ? streams(['A ', 'cat', ' sleeps.']) : other)(request, response, n),
    );
    expect(results).toMatchObject([{ caption: 'A cat sleeps.' }]);
    expect(requests.map(({ body }) => body.stream)).toEqual([false, true]);
  });

  test('that answers a stream in one piece', async () => {
    const { results } = await ask(inTurn(says(''), cat));
    expect(results).toMatchObject([{ caption: 'A cat.' }]);
  });

  test.each<[string, unknown]>([
    [
      'parts of text',
      [
        { type: 'text', text: '{"caption":' },
        { type: 'text', text: '"A cat."}' },
      ],
    ],
    ['texts', ['{"caption":', '"A cat."}']],
    ['a text with a value', [{ type: 'text', text: { value: '{"caption":"A cat."}' } }]],
    ['an object with content', { content: [{ text: '{"caption":"A cat."}' }] }],
  ])('that sends %s', async (_case, content) => {
    expect((await ask(says(content))).results).toMatchObject([{ caption: 'A cat.' }]);
  });

  test('that does not say which model it is', async () => {
    expect((await ask(says('A cat.', ' '))).results).toMatchObject([{ generator: 'see-1' }]);
  });
});

describe('trying again', () => {
  test.each<[string, ModelAnswer, number[]]>([
    ['after 500 and 503', inTurn(fails(500), fails(503), cat), [500, 1000]],
    ['after 429', inTurn(fails(429), cat), [500]],
    ['after as long as the service asks', inTurn(fails(429, { 'retry-after': '2' }), cat), [2000]],
    [
      'at a time that the service names',
      inTurn(fails(503, { 'retry-after': 'Wed, 08 Apr 2026 12:00:07 GMT' }), cat),
      [7000],
    ],
    ['at a time that is over', inTurn(fails(503, { 'retry-after': 'Wed, 08 Apr 2026 11:00:00 GMT' }), cat), [0]],
    ['when the wait is said in no known way', inTurn(fails(503, { 'retry-after': 'soon' }), cat), [500]],
  ])('%s', async (_case, answer, sleeps) => {
    expect(await ask(answer)).toMatchObject({ results: [{ caption: 'A cat.' }], sleeps });
  });

  test.each<[string, ModelAnswer, string, object, number]>([
    ['the service keeps failing', fails(500), 'ai_provider_failed', {}, 3],
    [
      'the service keeps being busy',
      fails(429, { 'retry-after': '1' }),
      'ai_provider_rate_limited',
      { retryAfterSeconds: 1 },
      3,
    ],
    [
      'it asks for a long wait',
      fails(429, { 'retry-after': '60' }),
      'ai_provider_rate_limited',
      { retryAfterSeconds: 60 },
      1,
    ],
    [
      'it asks for for ever',
      fails(503, { 'retry-after': '999999999' }),
      'ai_provider_failed',
      { retryAfterSeconds: 3600 },
      1,
    ],
    ['the key is wrong', fails(401), 'ai_provider_key_refused', {}, 1],
    ['the model is unknown', fails(404), 'ai_provider_address_unknown', {}, 1],
    ['the question is refused with and without a schema', fails(400), 'ai_provider_refused', {}, 2],
    ['it redirects', fails(308, { location: 'http://10.0.0.1/' }), 'ai_provider_address_unknown', {}, 1],
  ])('ends when %s', async (_case, answer, code, details, requests) => {
    const asked = await ask(answer);
    expect(asked.results).toMatchObject([{ code, details }]);
    expect(asked.requests).toHaveLength(requests);
    expect(JSON.stringify([asked.results, asked.results.map(({ message }) => message)])).not.toMatch(
      /upstream|sk-very/,
    );
  });

  test('does not begin a pause that would not end in time', async () => {
    const { results, sleeps } = await ask(fails(429, { 'retry-after': '5' }), { timeoutMs: 5000 });
    expect(results).toMatchObject([{ code: 'ai_provider_rate_limited', details: { retryAfterSeconds: 5 } }]);
    expect(sleeps).toEqual([]);
  });
});

describe('an answer that is not whole', () => {
  const SHORT = { timeoutMs: 300 };

  test.each<[string, ModelAnswer]>([
    ['never comes', () => {}],
    ['stops after its head', (_request, response) => response.writeHead(200).flushHeaders()],
    [
      'stops in a stream',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"choices":[{"delta":{"content":"Half a sen"}}]}\n\n');
      },
    ],
    [
      'goes on and on, each piece in time',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const pieces = setInterval(() => response.write('data: {"choices":[{"delta":{"content":"and "}}]}\n\n'), 20);
        response.on('close', () => clearInterval(pieces));
      },
    ],
  ])('is given up when it %s', async (_case, answer) => {
    const { results } = await ask(answer, SHORT);
    expect(results).toMatchObject([
      { code: 'ai_provider_timed_out', message: 'The request to the AI service timed out.' },
    ]);
  });

  test('is given up when the caller does', async () => {
    const controller = new AbortController();
    const reason = new Error('the job was cancelled');
    const { results } = await ask(() => controller.abort(reason), { options: { signal: controller.signal } });
    expect(results).toEqual([reason]);
  });

  test.each<[string, ModelAnswer, string]>([
    [
      'a connection that breaks',
      (request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"choices":[{"delta":{"content":"Half"}}]}\n\n', () => response.destroy());
        return request;
      },
      'ai_provider_unreachable',
    ],
    [
      'an error within a stream',
      streams(['Half'], 'data: {"error":{"message":"upstream words"}}\n\n'),
      'ai_provider_failed',
    ],
    ['nonsense within a stream', streams(['Half'], 'data: {upstream\n\n'), 'ai_provider_answer_invalid'],
  ])('is no caption: %s', async (_case, answer, code) => {
    const { results } = await ask(answer);
    expect(results).toMatchObject([{ code }]);
    expect(String(results[0]?.message)).not.toContain('upstream');
  });
});
