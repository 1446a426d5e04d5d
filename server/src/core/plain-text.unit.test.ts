import { expect, test } from 'vitest';
import { isPrintable, printable } from './plain-text.ts';

test.each([
  ['mika', 'mika'],
  ['O’Brien-Łukasz 山田', 'O’Brien-Łukasz 山田'],
  ['👩‍💻 laptop', '👩‍💻 laptop'],
  ['two\nlines', 'two�lines'],
  ['red\u001b[31m', 'red�[31m'],
  ['c1\u0085', 'c1�'],
  ['two\u2028lines', 'two�lines'],
  ['\u202egnp.exe', '�gnp.exe'],
  ['\u2067turned\u2069', '�turned�'],
  ['half \ud83d', 'half �'],
])('%j is printed as %j', (name, printed) => {
  expect(printable(name)).toBe(printed);
  expect(isPrintable(name)).toBe(name === printed);
});
