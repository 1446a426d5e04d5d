import { describe, expect, it } from 'vitest';
import {
  filterKey,
  isFiltered,
  NO_FILTERS,
  toAssetQuery,
  validateAssetsSearch,
  withoutFilters,
} from '../pages/assets/assets-search.ts';
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
  const defaults = { page: 1, pageSize: 100, previews: true, orderBy: 'createdAt', orderDirection: 'desc' };

  it('falls back to defaults for what it does not understand', () => {
    const odd = { at: '-1', order: 'random', view: 'cube', status: 'odd', storage: '1', from: 'soon', altText: '?' };
    const search = validateAssetsSearch(odd);
    expect(search.at).toBeUndefined();
    expect(isFiltered(search)).toBe(false);
    expect(toAssetQuery(search)).toEqual(defaults);
  });

  it('becomes the query of the server', () => {
    const search = validateAssetsSearch({
      at: '201',
      keyword: ' 橘猫 ',
      contentType: 'image/png',
      visibility: 'private',
      status: 'ready',
      storage: '0196A000-0000-7000-8000-000000000001',
      from: '2026-03-10',
      to: '2026-03-11',
      altText: 'missing',
      order: 'largest',
    });
    expect(isFiltered(search)).toBe(true);
    expect(toAssetQuery(search)).toEqual({
      ...defaults,
      query: '橘猫',
      contentType: 'image/png',
      isPublic: 'false',
      status: 'ready',
      storageProviderProfileId: '0196a000-0000-7000-8000-000000000001',
      createdFrom: new Date(2026, 2, 10).toISOString(),
      createdTo: new Date(2026, 2, 11, 23, 59, 59, 999).toISOString(),
      hasAltText: false,
      orderBy: 'size',
      orderDirection: 'desc',
    });
  });

  it.each([
    [{ page: '3', pageSize: '100' }, 201],
    [{ page: '2' }, 51],
    [{ page: '1' }, undefined],
    [{ page: '3', at: '7' }, 7],
    [{ page: '-1' }, undefined],
  ])('%j, as older links have it, begins at %s', (search, at) => {
    expect(validateAssetsSearch(search).at).toBe(at);
  });

  it('without its filters keeps order and view, and shows the same assets in whatever order', () => {
    const search = validateAssetsSearch({ query: 'cat', from: '2026-03-10', order: 'largest', view: 'table', at: '9' });
    expect(withoutFilters(search)).toEqual({ order: 'largest', view: 'table' });
    expect(isFiltered({ ...search, ...NO_FILTERS })).toBe(false);
    expect(filterKey({ ...search, order: 'oldest', at: 1 })).toBe(filterKey(search));
    expect(filterKey({ ...search, to: '2026-03-11' })).not.toBe(filterKey(search));
  });
});
