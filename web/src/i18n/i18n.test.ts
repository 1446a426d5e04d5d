import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { initialLanguage } from './languages.ts';
import { settingTexts } from './zh-CN/setting-texts.ts';
import { zhCN } from './zh-CN.ts';

type Messages = { readonly [key: string]: string | Messages };

const flatten = (messages: Messages, prefix = ''): [key: string, text: string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );

const sourceFolder = join(import.meta.dirname, '..');
const source = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !/^i18n[\\/](en|zh-CN)([\\/]|\.ts$)/.test(file))
  .map((file) => readFileSync(join(sourceFolder, file), 'utf8'))
  .join('\n');

const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  it('are all used', () => {
    // A key is used as it stands, or through a beginning such as `assets.status.${status}`.
    const beginnings = [...source.matchAll(/\bt\(`([\w.]+\.)\$\{/g)].map(([, beginning = '']) => beginning);
    const unused = flatten(en)
      .map(([key]) => withoutPlural(key))
      .filter((key) => !source.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)));
    expect([...new Set(unused)]).toEqual([]);
  });

  it('have the same placeholders in Chinese', () => {
    const english = new Map(flatten(en));
    const different = flatten(zhCN).filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(english.get(key) ?? '')),
    );
    expect(different).toEqual([]);
  });

  it('are in Chinese where they should be, with full-width punctuation', () => {
    const wrong = [...flatten(zhCN), ...Object.entries(settingTexts)].filter(([, text]) =>
      /[\u4e00-\u9fff] ?[,:;!?]|[!！]/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the language at the start', () => {
  it.each([
    ['zh-CN', ['en-US'], 'zh-CN'],
    [null, ['zh-TW', 'en'], 'zh-CN'],
    [null, ['fr', 'en-GB'], 'en'],
    [null, ['fr'], 'en'],
    ['xx', ['zh'], 'zh-CN'],
  ])('stored %s, preferred %j', (stored, preferred, expected) => {
    expect(initialLanguage(stored, preferred)).toBe(expected);
  });
});
