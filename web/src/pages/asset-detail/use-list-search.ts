import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { type AssetsSearch, validateAssetsSearch } from '../assets/assets-search.ts';

let lastSearch: AssetsSearch = {};

/** The list as it was when one came from it, so that "back" returns to the same page and filters. */
export const useListSearch = (): AssetsSearch => {
  const router = useRouter();
  const [search] = useState(() => {
    const previous = router.state.resolvedLocation;
    if (previous?.pathname === '/assets') lastSearch = validateAssetsSearch({ ...previous.search });
    return lastSearch;
  });
  return search;
};
