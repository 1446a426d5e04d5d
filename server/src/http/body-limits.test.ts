import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ADMIN, startTestApp } from '../../test/app.ts';
import { shareTestApp } from '../../test/shared-app.ts';
import { answerOf, listen } from '../../test/socket.ts';

const SIGN_IN_ROUTES = ['/api/v1/auth/login', '/api/v1/auth/refresh', '/api/v1/auth/logout', '/api/v1/setup'];

const shared = shareTestApp();

test.each(SIGN_IN_ROUTES)('%s takes no more than 16 KB', async (url) => {
  const post = (payload: string) =>
    shared().server.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });
  const answer = await post(JSON.stringify({ username: 'x'.repeat(20_000) }));
  expect([answer.statusCode, answer.json().error.code]).toEqual([413, 'request_too_large']);
  const largest = await post(`{}${' '.repeat(16_382)}`);
  expect(largest.statusCode).not.toBe(413);
});

test.each(SIGN_IN_ROUTES)('%s does not wait for a body that does not come', async (url) => {
  await using hub = await startTestApp({ settings: { Auth__Requests__TimeoutSeconds: '0.1' } });
  const socket = connect(await listen(hub), '127.0.0.1');
  await once(socket, 'connect');
  const head = ['Host: localhost', 'Content-Type: application/json', 'Content-Length: 100'];
  socket.write(`POST ${url} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n{"username":`);
  // Reads until the other side closes: it does not wait for the rest.
  const { status, body } = await answerOf(socket);
  const error = { code: 'request_timeout', status: 408, message: expect.any(String), traceId: expect.any(String) };
  expect([status, JSON.parse(body)]).toEqual([408, { error }]);
});

test('what comes in time is not held up, nor is another request on the same connection', async () => {
  await using hub = await startTestApp({ settings: { Auth__Requests__TimeoutSeconds: '5' } });
  const url = `http://127.0.0.1:${await listen(hub)}/api/v1/auth`;
  const login = () =>
    fetch(`${url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
  expect([(await login()).status, (await login()).status, (await fetch(`${url}/me`)).status]).toEqual([200, 200, 401]);
});
