import type { AssetQuery } from '@nekohub/client';
import type { Selection } from './use-selection.ts';

/** What the grid and the table have in common. */
export interface AssetListProps {
  /** What is listed, without the page. */
  query: AssetQuery;
  total: number;
  /** How many are loaded at a time. */
  blockSize: number;
  selection: Selection;
  busy: boolean;
  /** The item to begin with, from 0. */
  at: number;
  /** Hears which item is on top once scrolling pauses. */
  onAt: (item: number) => void;
}

/** A place in the grid, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
