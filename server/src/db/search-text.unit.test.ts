import { expect, test } from 'vitest';
import { foldText, gramsOf, queryGrams, searchTextOf } from './search-text.ts';

test.each([
  ['Cat.PNG', 'cat.png'],
  ['  a \t\n b\u3000c ', 'a b c'],
  ['ＣＡＴ', 'cat'],
  ['ｶﾀｶﾅ', 'カタカナ'],
  ['cafe\u0301', 'café'],
  ['ÄÖÜ ẞ', 'äöü ß'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['ﬁsh ①', 'fish 1'],
  ['猫🐈', '猫🐈'],
  ['half \ud83d', 'half \ufffd'],
  ['', ''],
])('folds %j to %j, and no further', (text, folded) => {
  expect(foldText(text)).toBe(folded);
  expect(foldText(folded)).toBe(folded);
});

test('parts are kept apart by what no query contains', () => {
  expect(searchTextOf(['Cat\nA', null, '', 'Dog'])).toBe('cat a\ndog');
  expect(gramsOf('a\nb').sort()).toEqual(['g61', 'g62']);
});

test('grams are runs of whole characters, each once', () => {
  expect(gramsOf('aba').sort()).toEqual(['g61', 'g61g62', 'g61g62g61', 'g62', 'g62g61']);
  expect(gramsOf('🐈猫')).toEqual(['g1f408', 'g1f408g732b', 'g732b']);
  expect(gramsOf('')).toEqual([]);
});

test('a text has every gram that is asked for when it contains the query', () => {
  const text = foldText('Die Katze 猫咪🐈 sleeps_100% "here" \\ AND there');
  const characters = Array.from(text);
  const grams = new Set(gramsOf(text));
  for (let start = 0; start < characters.length; start += 1) {
    for (let end = start + 1; end <= characters.length; end += 1) {
      const asked = queryGrams(characters.slice(start, end).join(''));
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((gram) => !grams.has(gram))).toEqual([]);
    }
  }
});

test('a gram is one plain word to every tokenizer, whatever was typed', () => {
  for (const gram of gramsOf('AND "NEAR(*)" OR NOT ^col:x -猫\'')) expect(gram).toMatch(/^(g[0-9a-f]+){1,3}$/);
});

test('a query of any length asks for a bounded number of grams', () => {
  const long = Array.from({ length: 5000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
  expect(queryGrams(long)).toHaveLength(64);
});
