import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { galleryListQuery, loadGallery, onPage, toFilter, validateGallerySearch } from './gallery-search.ts';

describe('the address of the gallery', () => {
  it('falls back to the whole list for what it does not understand', () => {
    const search = validateGallerySearch({
      page: 'x',
      order: 'newest',
      orientation: 'round',
      contentType: 'text/html',
    });
    expect(Object.values(search).every((value) => value === undefined)).toBe(true);
    expect(toFilter(search)).toEqual({});
  });

  it('becomes the query of the server', () => {
    const search = validateGallerySearch({
      page: '3',
      query: ' 橘猫 ',
      contentType: 'image/png',
      orientation: 'square',
      order: 'smallest',
    });
    expect(toFilter(search)).toEqual({
      query: '橘猫',
      contentType: 'image/png',
      orientation: 'square',
      orderBy: 'size',
      orderDirection: 'asc',
    });
    expect(onPage(search, 1)).toMatchObject({ page: undefined, query: '橘猫' });
    expect(onPage(search, 4)).toMatchObject({ page: 4, query: '橘猫' });
  });
});

describe('a list that is loaded', () => {
  const page = (number: number) => ({ items: [], page: number, pageSize: 60, total: 300, nextCursor: null });

  it.each([
    ['stays while the address is one of its pages', 3, true],
    ['begins anew at another page', 5, false],
  ])('%s', (_case, asked, stays) => {
    const queryClient = new QueryClient();
    const { queryKey } = galleryListQuery({});
    queryClient.setQueryData(queryKey, { pages: [page(2), page(3)], pageParams: [2, 3] });
    loadGallery(queryClient, { page: asked });
    expect(queryClient.getQueryData(queryKey) !== undefined).toBe(stays);
    queryClient.clear();
  });
});
