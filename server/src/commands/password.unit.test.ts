import { expect, test } from 'vitest';
import { checkNewPassword } from '../core/password-rules.ts';
import { choosePassword } from './password.ts';

test.each([8, 15, 24, 193, 256])('what is made may be set where %d characters are the least', async (minLength) => {
  const { password, notice } = await choosePassword(false, minLength);
  await expect(checkNewPassword(password, { username: 'mika', minLength })).resolves.toBeUndefined();
  expect(password.length).toBeGreaterThanOrEqual(24);
  expect(notice).toContain(`Password: ${password}\n`);
});
