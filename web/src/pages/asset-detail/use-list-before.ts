import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { type AssetsSearch, validateAssetsSearch } from '../assets/assets-search.ts';

let last: { search: AssetsSearch; state: { listPixels?: number } } = { search: {}, state: {} };

/** The list as it was when one came from it, so that "back" returns to the same place and filters. */
export const useListBefore = () => {
  const router = useRouter();
  const [before] = useState(() => {
    const previous = router.state.resolvedLocation;
    if (previous?.pathname === '/assets') {
      const { listPixels = 0 } = previous.state;
      last = { search: validateAssetsSearch({ ...previous.search }), state: { listPixels } };
    }
    return last;
  });
  return before;
};
