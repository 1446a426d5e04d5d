import type { AssetQuery } from '@nekohub/client';
import type { Selection } from './use-selection.ts';
import type { ListPlace } from './use-window-rows.ts';

/** What the grid and the table have in common. */
export interface AssetListProps {
  /** What is listed, without the page. */
  query: AssetQuery;
  total: number;
  /** How many are loaded at a time. */
  blockSize: number;
  selection: Selection;
  busy: boolean;
  /** Where to begin. */
  start: ListPlace;
  /** Hears where one is once scrolling pauses; undefined at the head of the page. */
  onPlace: (place: ListPlace | undefined) => void;
}
