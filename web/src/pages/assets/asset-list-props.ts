import type { AssetListItem } from '@nekohub/client';
import type { Selection } from './use-selection.ts';

/** What the grid and the table have in common. */
export interface AssetListProps {
  items: readonly AssetListItem[];
  selection: Selection;
  busy: boolean;
}
