import { expect, test } from 'vitest';
import { createPageCache } from './page-cache.ts';

const page = (bytes: number): Buffer => Buffer.alloc(bytes);

test('a list is found in its own revision alone', () => {
  const pages = createPageCache();
  pages.keep('first', 7, page(10));
  expect(pages.find('first', 7)).toHaveLength(10);
  expect(pages.find('first', 8)).toBeUndefined();
  pages.keep('second', 8, page(20));
  expect(pages.find('first', 8)).toBeUndefined();
  // Read before the change and ready behind it.
  pages.keep('first', 7, page(10));
  expect(pages.find('first', 7)).toBeUndefined();
  expect(pages.find('second', 8)).toHaveLength(20);
});

test.each([
  ['lists', 10],
  ['bytes', 1024 * 1024],
])('too many %s push out what nobody asks for, not what many do', (_what, bytes) => {
  const pages = createPageCache();
  pages.keep('front page', 1, page(bytes));
  pages.keep('asked once', 1, page(bytes));
  for (let other = 0; other < 2000; other += 1) {
    pages.keep(`other ${other}`, 1, page(bytes));
    expect(pages.find('front page', 1)).toBeDefined();
  }
  expect(pages.find('asked once', 1)).toBeUndefined();
  expect(pages.find('other 1999', 1)).toBeDefined();
});

test('a list that is kept again counts once', () => {
  const pages = createPageCache();
  pages.keep('other', 1, page(8 * 1024 * 1024));
  for (let time = 0; time < 3; time += 1) pages.keep('again', 1, page(8 * 1024 * 1024));
  expect(pages.find('other', 1)).toBeDefined();
});
