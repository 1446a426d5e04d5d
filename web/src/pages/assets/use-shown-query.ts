import type { AssetQuery } from '@nekohub/client';
import { useState } from 'react';

/** The list that is on screen: the former one until the new one is there. The same object as long as it is the same list. */
export const useShownQuery = (query: AssetQuery, isWaiting: boolean): AssetQuery => {
  const [shown, setShown] = useState(query);
  if (isWaiting || JSON.stringify(shown) === JSON.stringify(query)) return shown;
  setShown(query);
  return query;
};
