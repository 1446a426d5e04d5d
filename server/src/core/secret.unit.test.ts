import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const secret = new Secret('hunter2');

test.each([
  ['a template', `${secret}`],
  ['JSON', JSON.stringify({ secret })],
  ['inspect', inspect({ secret }, { showHidden: true })],
  ['format', format('%s %o %j', secret, secret, secret)],
  ['an error', new Error(String(secret)).message],
  ['its keys', Object.entries(secret).join() + Reflect.ownKeys(secret).join()],
])('%s does not show it', (_case, text) => {
  expect(text).not.toContain('hunter2');
});

test('reveal() gives it', () => expect(secret.reveal()).toBe('hunter2'));
