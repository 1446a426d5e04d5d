import { describe, expect, it } from 'vitest';
import { foldersOf, isPicture, toRepositoryQuery, validateRepositorySearch } from './repository-search.ts';

describe('the address of the repository browser', () => {
  it.each([
    [{}, { page: 1, pageSize: 50 }],
    [
      { path: '/a/b/', page: '2' },
      { path: 'a/b', page: 2, pageSize: 50 },
    ],
    [
      { path: '/', recursive: 'true', keyword: ' cat ' },
      { recursive: true, maxDepth: 64, keyword: 'cat', page: 1, pageSize: 50 },
    ],
    [
      { recursive: 'yes', page: '-1' },
      { page: 1, pageSize: 50 },
    ],
  ])('%j asks for %j', (search, expected) => {
    expect(toRepositoryQuery(validateRepositorySearch(search))).toEqual(expected);
  });

  it('names every folder on the way', () => {
    expect(foldersOf(undefined)).toEqual([]);
    expect(foldersOf('a/b c/d')).toEqual([
      { name: 'a', path: 'a' },
      { name: 'b c', path: 'a/b c' },
      { name: 'd', path: 'a/b c/d' },
    ]);
  });

  it.each([
    ['a.PNG', true],
    ['a.jpeg', true],
    ['png', false],
    ['a.png.txt', false],
  ])('%s is a picture: %s', (name, expected) => {
    expect(isPicture(name)).toBe(expected);
  });
});
