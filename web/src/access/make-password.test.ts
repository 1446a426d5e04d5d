import { expect, it } from 'vitest';
import { makePassword } from './make-password.ts';
import { passwordProblem } from './password-rules.ts';

it.each([8, 15, 23, 24, 100, 255, 256])('what is made is a password where %d characters are the least', (minLength) => {
  const password = makePassword(minLength);
  expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}/);
  expect(passwordProblem(password, 'mika', minLength)).toBeNull();
  expect(makePassword(minLength)).not.toBe(password);
});
