import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN, API_KEY, bearer, startTestApp, type TestApp } from '../../test/app.ts';

const LOGIN = '/api/v1/auth/login';
const json = (payload: string, type = 'application/json'): InjectOptions => ({
  method: 'POST',
  url: LOGIN,
  headers: { 'content-type': type },
  payload,
});
const credentials = JSON.stringify(ADMIN);

interface Case {
  request: InjectOptions;
  status: number;
  code?: string;
  field?: string;
  allow?: string;
}

const cases: Record<string, Case> = {
  'an unknown address': { request: { url: '/api/v1/nothing' }, status: 404, code: 'route_not_found' },
  'an id that is none': { request: { url: '/api/v1/public/assets/1' }, status: 404, code: 'route_not_found' },
  'an id that is nobody’s': {
    request: { url: `/api/v1/public/assets/${'0'.repeat(32)}` },
    status: 404,
    code: 'asset_not_found',
  },
  'broken percent-encoding': { request: { url: '/api/v1/%zz' }, status: 404, code: 'route_not_found' },
  'broken percent-encoding in content': { request: { url: '/content/%E0%A4%A' }, status: 404, code: 'route_not_found' },
  'U+0000 in a path': { request: { url: '/content/a%00b' }, status: 404, code: 'asset_not_found' },
  'U+0000 in a query': { request: { url: '/api/v1/public/assets?query=a%00b' }, status: 200 },
  'a very long path': { request: { url: `/content/${'x'.repeat(8000)}` }, status: 404, code: 'asset_not_found' },
  'a wrong method': { request: { url: LOGIN }, status: 405, code: 'method_not_allowed', allow: 'POST' },
  'a wrong method on a read': {
    request: { url: '/api/v1/system/ping', method: 'DELETE' },
    status: 405,
    code: 'method_not_allowed',
    allow: 'GET, HEAD',
  },
  'a wrong method on a page without a session': {
    request: { url: '/api/v1/assets/usage-stats', method: 'PUT' },
    status: 405,
    code: 'method_not_allowed',
  },
  'any case and a slash at the end': { request: { url: '/API/v1/System/PING/' }, status: 200 },
  'no body': { request: { method: 'POST', url: LOGIN }, status: 400, code: 'request_invalid' },
  'an empty body': { request: json(''), status: 400, code: 'request_invalid' },
  'no JSON': { request: json('{"username":'), status: 400, code: 'request_invalid' },
  'JSON with a comment': { request: json('{/**/}'), status: 400, code: 'request_invalid' },
  'another JSON type': { request: json('[]'), status: 400, code: 'request_invalid' },
  'JSON that poisons prototypes': {
    request: json('{"__proto__":{"a":1},"username":"a","password":"b"}'),
    status: 400,
    code: 'request_invalid',
  },
  'JSON that is far too deep': {
    request: json(`{"username":"a","password":"b","x":${'['.repeat(1000)}${']'.repeat(1000)}}`),
    status: 400,
    code: 'request_invalid',
  },
  'a missing field': { request: json('{"username":"a"}'), status: 400, code: 'request_invalid', field: 'password' },
  'null for a field': {
    request: json('{"username":"a","password":null}'),
    status: 400,
    code: 'request_invalid',
    field: 'password',
  },
  'a wrong type': {
    request: json('{"username":7,"password":"b"}'),
    status: 400,
    code: 'request_invalid',
    field: 'username',
  },
  'an unknown word': {
    request: json('{"username":"a","password":"b","carrier":"pigeon"}'),
    status: 400,
    code: 'request_invalid',
    field: 'carrier',
  },
  'U+0000 in a body': { request: json('{"username":"a\\u0000","password":"b"}'), status: 400, code: 'request_invalid' },
  'a backslash before u0000': {
    request: json('{"username":"a\\\\u0000","password":"b"}'),
    status: 401,
    code: 'auth_invalid_credentials',
  },
  'half a surrogate pair': {
    request: json('{"username":"\\ud800","password":"b"}'),
    status: 401,
    code: 'auth_invalid_credentials',
  },
  'a body that is too large': {
    request: json(`{"username":"${'x'.repeat(2 ** 20)}"}`),
    status: 413,
    code: 'request_too_large',
  },
  'text/json': { request: json(credentials, 'text/json'), status: 200 },
  'a JSON suffix': { request: json(credentials, 'application/vnd.neko+json; charset=utf-8'), status: 200 },
  'a type in capitals': { request: json(credentials, 'Application/JSON'), status: 200 },
  'names in another case': {
    request: json(`{"UserName":"${ADMIN.username}","PASSWORD":"${ADMIN.password}"}`),
    status: 200,
  },
  'unknown fields': { request: json(credentials.replace('}', ',"remember":true}')), status: 200 },
  'another content type': { request: json(credentials, 'text/plain'), status: 415, code: 'content_type_not_supported' },
  'a form': {
    request: json('username=a&password=b', 'application/x-www-form-urlencoded'),
    status: 415,
    code: 'content_type_not_supported',
  },
  'an empty form counts as no body': {
    request: json('', 'application/x-www-form-urlencoded'),
    status: 400,
    code: 'request_invalid',
  },
  'no credential comes before a broken body': {
    request: {
      method: 'POST',
      url: '/api/v1/assets/batch-delete',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    },
    status: 401,
    code: 'api_key_missing',
  },
  'a failure inside': { request: { url: '/broken' }, status: 500, code: 'internal_server_error' },
};

const ERROR_MEMBERS = ['code', 'message', 'traceId', 'status', 'field', 'permission'];
/** What an answer must never tell: stacks, paths, SQL, type names of ours. */
const FORBIDDEN = /node_modules|\.ts\b|\/server\/|select |insert |sqlite|postgres|FST_ERR|at \w+ \(/i;

let hub: TestApp;
beforeAll(async () => {
  hub = await startTestApp();
  hub.server.get('/broken', { config: { public: true } }, async () => {
    throw new Error('SELECT * FROM secrets at /home/neko/server/src/app.ts');
  });
});
afterAll(() => hub.close());

test.each(Object.entries(cases))('%s', async (_name, { request, status, code, field, allow }) => {
  const answer = await hub.server.inject({
    ...request,
    headers: { origin: 'http://localhost:5173', ...request.headers },
  });
  expect(answer.statusCode).toBe(status);
  // A page of another origin has to be able to read every answer, and no answer may be sniffed into something else.
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  if (allow) expect(answer.headers.allow).toBe(allow);
  if (!code) return expect(answer.json()).toEqual({ data: expect.anything() });
  const body = answer.json<{ error: Record<string, unknown> }>();
  expect(Object.keys(body)).toEqual(['error']);
  expect(body.error).toMatchObject({
    code,
    status,
    message: expect.stringMatching(/\S/),
    traceId: expect.stringMatching(/^[\w-]+$/),
  });
  expect(body.error.field).toBe(field);
  expect(Object.keys(body.error).filter((name) => !ERROR_MEMBERS.includes(name))).toEqual([]);
  expect(answer.body).not.toMatch(FORBIDDEN);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('an unexpected failure is logged with the trace id that the client sees', async () => {
  const answer = await hub.server.inject({ url: '/broken?key=hidden', headers: bearer(API_KEY) });
  const { traceId } = answer.json<{ error: { traceId: string } }>().error;
  const lines = hub
    .log()
    .split('\n')
    .filter((line) => line.includes(traceId));
  expect(lines.join()).toContain('SELECT * FROM secrets');
  expect(lines.join()).not.toMatch(/hidden|your-strong/);
});
