import { expect, test } from 'vitest';
import { checkNewPassword } from './password-rules.ts';

const codeOf = (password: string, username = 'mika'): unknown => {
  try {
    checkNewPassword(password, username, 15);
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test.each([
  ['correct horse battery', undefined],
  [' 15 with blanks ', undefined],
  ['猫'.repeat(15), undefined],
  ['😀'.repeat(15), undefined],
  ['x'.repeat(256), undefined],
  ['', 'user_password_required'],
  [' '.repeat(20), 'user_password_required'],
  ['x'.repeat(14), 'user_password_too_short'],
  ['😀'.repeat(14), 'user_password_too_short'],
  ['x'.repeat(257), 'user_password_too_long'],
  ['my name is MIKA, hello', 'user_password_contains_username'],
])('%j: %j', (password, code) => {
  expect(codeOf(password)).toBe(code);
});

test('a blank user name is in no password', () => expect(codeOf('correct horse battery', ' ')).toBeUndefined());
