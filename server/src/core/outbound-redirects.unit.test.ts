import { Response } from 'undici';
import { expect, test } from 'vitest';
import { headersFor, redirectTarget } from './outbound-redirects.ts';

const here = new URL('https://files.example/a/b');

test.each([
  [302, '/c', 'GET', 'https://files.example/c'],
  [301, 'c', 'HEAD', 'https://files.example/a/c'],
  [308, '//other.example/x', 'GET', 'https://other.example/x'],
  [303, 'http://10.0.0.1/', 'GET', 'http://10.0.0.1/'],
  [302, '/c', 'POST', undefined],
  [307, '/c', 'PUT', undefined],
  [200, '/c', 'GET', undefined],
  [304, '/c', 'GET', undefined],
  [302, 'http://', 'GET', undefined],
  [302, '', 'GET', undefined],
])('%i to %j leads a %s to %s', (status, location, method, expected) => {
  expect(redirectTarget(new Response(null, { status, headers: { location } }), here, method)).toBe(expected);
});

test('another origin learns nothing about who asks', () => {
  const headers = new Headers({
    authorization: 'Bearer secret',
    cookie: 'session=1',
    'proxy-authorization': 'Basic x',
    'x-api-key': 'secret',
    accept: 'image/png',
    range: 'bytes=0-9',
  });
  expect([...headersFor(headers, false)]).toEqual([
    ['accept', 'image/png'],
    ['range', 'bytes=0-9'],
  ]);
  expect([...headersFor(headers, true)]).toEqual([...headers]);
});
