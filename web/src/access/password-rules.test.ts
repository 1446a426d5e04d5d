import { expect, it } from 'vitest';
import { passwordProblem } from './password-rules.ts';

it.each([
  ['a cat looks over the edge', 'mika', null],
  ['short', 'mika', { rule: 'tooShort', missing: 10 }],
  ['🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈', 'mika', null],
  ['x'.repeat(257), 'mika', { rule: 'tooLong' }],
  ['the cat of MIKA looks', ' mika ', { rule: 'containsName' }],
  ['the cat of leo looks', 'leo', null],
])('%s for %s', (password, username, expected) => {
  expect(passwordProblem(password, username, 15)).toEqual(expected);
});
