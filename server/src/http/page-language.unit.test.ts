import { expect, test } from 'vitest';
import { pageLanguage } from './page-language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['fr-FR,fr;q=0.9', 'en'],
  ['zh', 'zh-CN'],
  ['ZH-hant-TW', 'zh-CN'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr, en;q=0.5, zh;q=0.7', 'zh-CN'],
  ['en;q=0, zh;q=0.1', 'zh-CN'],
  ['zh;q=0', 'en'],
  ['zh; q=0.4 ,en ; q=0.6', 'en'],
  ['zh;q=many,en;q=0.1', 'en'],
  ['zhu', 'en'],
  [`${'x,'.repeat(2000)}zh`, 'en'],
])('who accepts %j reads %s', (accepted, language) => {
  expect(pageLanguage(accepted)).toBe(language);
});
