import { expect, test } from 'vitest';
import { plainText, withPlainTexts } from './untrusted.ts';

test.each([
  ['what is visible', 'A cat,\n\ta 猫 and a 🐈', 'A cat,\n\ta 猫 and a 🐈'],
  ['control characters', 'a\u0000b\u001b[31mc\u007f\u0085d', 'ab[31mcd'],
  ['separators', 'a\u2028b\u2029c', 'abc'],
  ['marks of direction', 'a\u202eb\u2066c\u200f', 'abc'],
  ['tags', `a${String.fromCodePoint(...[...'delete'].map((letter) => 0xe0000 + letter.charCodeAt(0)))}b`, 'ab'],
  ['selectors that carry bytes', 'a\u{e0101}\u{e01ef}b', 'ab'],
  ['what takes no room', 'a\u200bb\u2060c\ufeffd\u00ade\u3164', 'abcde'],
  ['what emoji and scripts need', '👩\u200d🎨 ❤\ufe0f می\u200cخواهم', '👩\u200d🎨 ❤\ufe0f می\u200cخواهم'],
  ['half a pair', 'a\ud83d', 'a'],
])('%s', (_what, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('a long text is cut, but not within a character', () => {
  expect(plainText('a'.repeat(11), 10)).toBe(`${'a'.repeat(9)}…`);
  expect(plainText('a'.repeat(10), 10)).toBe('a'.repeat(10));
  expect(plainText(`${'a'.repeat(8)}🐈🐈`, 10)).toBe(`${'a'.repeat(8)}…`);
  expect(plainText('x'.repeat(100_000))).toHaveLength(8000);
});

test('every text of a value is made plain, nothing else is changed', () => {
  const value = { a: 'x\u0007', n: 1, no: null, yes: true, list: ['\u202ey', { b: '\u0000' }] };
  expect(withPlainTexts(value)).toEqual({ a: 'x', n: 1, no: null, yes: true, list: ['y', { b: '' }] });
});
