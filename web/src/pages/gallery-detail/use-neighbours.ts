import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type ListedPicture, picturesOf } from '../../data/public-assets.ts';
import { type GallerySearch, galleryListQuery } from '../gallery-list/gallery-search.ts';

/** So many pictures before the end of what is loaded the next page is asked for. */
const AHEAD = 3;

/** What stands before and after a picture in the list that its address names. All undefined when it is not there. */
export const useNeighbours = (id: string, search: GallerySearch) => {
  const list = useInfiniteQuery(galleryListQuery(search));
  const { data, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage, isError } = list;
  const pictures = data === undefined || list.isPlaceholderData ? [] : picturesOf(data);
  const index = pictures.findIndex(({ asset }) => asset.id === id);
  const isNearEnd = index !== -1 && index >= pictures.length - AHEAD;
  useEffect(() => {
    if (index === -1 || isFetching || isError) return;
    if (index === 0 && hasPreviousPage) void fetchPreviousPage();
    else if (isNearEnd && hasNextPage) void fetchNextPage();
  }, [index, isNearEnd, isFetching, isError, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage]);
  const at = (place: number): ListedPicture | undefined => (index === -1 ? undefined : pictures[place]);
  return {
    listed: at(index),
    first: at(0),
    previous: at(index - 1),
    next: at(index + 1),
    /** The next one is on a page that is not here yet. */
    isNextComing: index !== -1 && index === pictures.length - 1 && hasNextPage && !isError,
  };
};
