import type { Page } from '@playwright/test';
import { en } from '../../web/src/i18n/en.ts';
import { zhCN } from '../../web/src/i18n/zh-CN.ts';

type Messages = { readonly [key: string]: string | Messages };

const flatten = (messages: Messages, prefix = ''): [key: string, text: string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );

const english = flatten(en);
const chinese = new Set(flatten(zhCN).map(([, text]) => text));
const keys = new Set(english.map(([key]) => key));
/** English texts that no Chinese one equals, such as names of products do. */
const foreign = english.map(([, text]) => text).filter((text) => !chinese.has(text));
const whole = new Set(foreign.filter((text) => !text.includes('{{')));
const patterns = foreign
  .filter((text) => text.includes('{{') && /[A-Za-z]{4}/.test(text.replaceAll(/\{\{\w+\}\}/g, '')))
  .map((text) => new RegExp(`^${RegExp.escape(text).replaceAll(/\\\{\\\{\w+\\\}\\\}/g, '.+')}$`));

const isUntranslated = (text: string): boolean =>
  keys.has(text) ||
  whole.has(text) ||
  patterns.some((pattern) => pattern.test(text)) ||
  // A sentence that comes from elsewhere, such as the server.
  /([A-Za-z’']{2,}[ ,]+){4,}[A-Za-z]/.test(text);

/** What a page in Chinese shows or says in English: texts, names of controls, and keys that have no text. */
export async function untranslatedTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent?.checkVisibility() && !parent.closest('code, pre, script, style, [lang="en"]')) {
        found.push(node.textContent ?? '');
      }
    }
    for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) found.push(element.getAttribute(name) ?? '');
    }
    return found.map((text) => text.trim()).filter(Boolean);
  });
  return [...new Set(texts.filter(isUntranslated))];
}
