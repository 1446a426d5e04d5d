import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { soundUrl } from './addresses.ts';

const soundUrlOf = (url: string) => soundUrl(Object.assign(new IncomingMessage(new Socket()), { url }));

test.each([
  ['/api/v1/assets?page=1', '/api/v1/assets?page=1'],
  ['/content/%E7%8C%AB.png', '/content/%E7%8C%AB.png'],
  ['/api/v1/assets?query=%', '/api/v1/assets?query=%'],
  ['/content/%00', '/content/%EF%BF%BD'],
  ['/api/v1/assets?query=a%00b', '/api/v1/assets?query=a%EF%BF%BDb'],
  ['/%', '/%EF%BF%BD'],
  ['/content/%E7', '/%EF%BF%BD'],
  ['/content/%zz?x=1', '/%EF%BF%BD'],
])('%s is looked up as %s', (url, expected) => {
  expect(soundUrlOf(url)).toBe(expected);
});
