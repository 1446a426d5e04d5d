import { expect, test } from 'vitest';
import { checkNewPassword } from './password-rules.ts';

const codeOf = async (password: string, username = 'mika'): Promise<unknown> => {
  try {
    await checkNewPassword(password, { username, minLength: 15 });
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
  ['passwordpassword', 'user_password_common'],
  ['PassWordPassword', 'user_password_common'],
  ['passwordpassword ', undefined],
])('%j: %j', async (password, code) => {
  expect(await codeOf(password)).toBe(code);
});

test.each([' ', 'hor'])('the user name %j is too short to look for', async (username) => {
  expect(await codeOf('correct horse battery', username)).toBeUndefined();
});
