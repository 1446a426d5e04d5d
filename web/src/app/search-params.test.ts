import { describe, expect, it } from 'vitest';
import { toAssetQuery, validateAssetsSearch } from '../pages/assets/assets-search.ts';
import { parseSearch, stringifySearch } from './search-params.ts';

describe('addresses', () => {
  it('are plain text, without what is not set', () => {
    expect(stringifySearch({ page: 2, query: '猫 & dog', view: undefined, status: '' })).toBe(
      '?page=2&query=%E7%8C%AB+%26+dog',
    );
    expect(stringifySearch({})).toBe('');
  });

  it('come back as they were', () => {
    const search = { page: '2', query: '50% "off" [new]' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});

describe('the address of the asset list', () => {
  it('falls back to defaults for what it does not understand', () => {
    const search = validateAssetsSearch({ page: '-1', pageSize: '37', order: 'random', view: 'cube', status: 'odd' });
    expect(toAssetQuery(search)).toEqual({ page: 1, pageSize: 50, orderBy: 'createdAt', orderDirection: 'desc' });
  });

  it('becomes the query of the server', () => {
    const search = validateAssetsSearch({
      page: '3',
      pageSize: '100',
      keyword: ' 橘猫 ',
      contentType: 'image/png',
      visibility: 'private',
      status: 'ready',
      order: 'largest',
    });
    expect(toAssetQuery(search)).toEqual({
      page: 3,
      pageSize: 100,
      query: '橘猫',
      contentType: 'image/png',
      isPublic: 'false',
      status: 'ready',
      orderBy: 'size',
      orderDirection: 'desc',
    });
  });
});
