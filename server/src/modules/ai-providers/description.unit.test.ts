import { describe, expect, test } from 'vitest';
import { cleanText, readDescription } from './description.ts';

const CAT = { caption: 'A cat.', altText: 'Cat', tags: ['cat', 'sofa'] };
const CAT_JSON = JSON.stringify(CAT);
const ONLY_CAPTION = { caption: 'A cat.', altText: 'A cat.', tags: [] };

describe('what a model writes', () => {
  test.each<[string, string, object]>([
    ['JSON', CAT_JSON, CAT],
    ['JSON with white space', `\n  ${JSON.stringify(CAT, null, 2)}\n`, CAT],
    ['fenced JSON', `\`\`\`json\n${CAT_JSON}\n\`\`\``, CAT],
    ['fenced JSON within words', `Here you are:\n\`\`\`\n${CAT_JSON}\n\`\`\`\nAnything else?`, CAT],
    ['JSON within words', `Sure! ${CAT_JSON} Hope that helps.`, CAT],
    ['JSON behind loud thoughts', `<think>Is {"caption":"this"} it?\n</think>\n${CAT_JSON}`, CAT],
    ['names in another case', '{"Caption":"A cat.","ALTTEXT":"Cat","Tags":["cat","sofa"]}', CAT],
    ['other spellings', '{"caption":"A cat.","alt_text":"Cat","tags":"cat, sofa"}', CAT],
    ['a list of one', `[${CAT_JSON}]`, CAT],
    ['a text in quotes', '"A cat."', ONLY_CAPTION],
    ['a caption alone', '{"caption":" A cat. "}', ONLY_CAPTION],
    ['other things beside it', '{"caption":"A cat.","altText":7,"tags":[null,{}],"mood":"good"}', ONLY_CAPTION],
    ['JSON that is cut off', '{"caption":"A cat.","altText":"Ca', ONLY_CAPTION],
    ['JSON with a comma too many', '{"caption":"A \\"cat\\".",}', { caption: 'A "cat".' }],
    ['plain text', 'A cat on a sofa.', { caption: 'A cat on a sofa.', altText: 'A cat on a sofa.', tags: [] }],
    ['plain text with lines', 'A cat.\n\nA sofa.', { caption: 'A cat. A sofa.' }],
    ['plain text behind loud thoughts', '<think>Hm.</think>A cat.', ONLY_CAPTION],
    ['a number', '42', { caption: '42' }],
  ])('%s', (_case, text, expected) => {
    expect(readDescription(text)).toMatchObject(expected);
  });

  test.each([
    ['{"caption":', 'content was not valid JSON'],
    ['```json\n{"caption": A cat}\n```', 'content was not valid JSON'],
    ['[1, 2', 'content was not valid JSON'],
    ['{"text":"A cat."}', 'caption field'],
    ['{"caption":""}', 'caption field'],
    ['{"caption":["A cat."]}', 'caption field'],
    ['{"caption":"\\u0000\\u202e"}', 'caption field'],
    ['[]', 'content was not valid JSON'],
    ['[[{"caption":"A cat."}]]', 'content was not valid JSON'],
    ['null', 'content was not valid JSON'],
    ['<think>Nothing else.</think>', 'caption field'],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => readDescription(text)).toThrow(reason);
  });

  test('is no longer than it may be', () => {
    const { caption, altText, tags } = readDescription(
      JSON.stringify({
        caption: 'x'.repeat(5000),
        altText: '🐈'.repeat(600),
        tags: [...Array.from({ length: 50 }, (_, n) => `tag ${n}`), 'y'.repeat(500)],
      }),
    );
    expect([caption.length, altText.length, tags.length]).toEqual([1000, 999, 20]);
    expect(altText.isWellFormed()).toBe(true);
  });

  test.each([
    ['blank lines in a fence', `\`\`\`${'\n'.repeat(1_000_000)}x`],
    ['fences', '```\n'.repeat(250_000)],
    ['braces', '{'.repeat(1_000_000)],
    ['brackets', '['.repeat(1_000_000)],
    ['captions', '"caption":'.repeat(100_000)],
    ['captions with blanks', `"caption"${' '.repeat(1_000_000)}`],
    ['quotes', `{"caption":"${'\\"'.repeat(500_000)}`],
    ['thoughts', '<think>'.repeat(150_000)],
    ['blanks', ' '.repeat(1_000_000)],
  ])('takes no long time to be read, whatever it is: %s', (_case, text) => {
    const start = performance.now();
    try {
      readDescription(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'ai_provider_answer_invalid' });
    }
    // Milliseconds in truth; where it grew with the square, minutes.
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('has each tag once', () => {
    const { tags } = readDescription('{"caption":"A cat.","tags":["Cat","cat"," CAT ","","dog"]}');
    expect(tags).toEqual(['Cat', 'dog']);
  });
});

test.each([
  ['one\ntwo\tthree\r\nfour', 20, 'one two three four'],
  ['a\u0000b\u0007c\u001b[31md', 20, 'a b c [31md'],
  ['\u202egnp.exe\u202c', 20, 'gnp.exe'],
  ['half \ud83d', 20, 'half \ufffd'],
  ['小猫在睡觉', 4, '小猫在…'],
  ['👩‍👩‍👧', 20, '👩‍👩‍👧'],
  ['', 5, ''],
  [undefined, 5, ''],
  [['x'], 5, ''],
])('%j in %i characters is %j', (text, max, expected) => {
  expect(cleanText(text, max)).toBe(expected);
});
