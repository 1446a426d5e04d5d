import type { AssetListItem, AssetQuery } from '@nekohub/client';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { assetBlockQuery } from '../../data/assets.ts';

/** The items of a list that are looked at, from 0, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** A list whose parts are loaded where they are looked at. */
export interface AssetBlocks {
  readonly total: number;
  readonly blockSize: number;
  /** The loaded ones of those that are looked at; the same array as long as nothing has changed. */
  readonly parts: readonly { number: number; items: readonly AssetListItem[] }[];
  /** The item at a place; undefined when it is not loaded. */
  item(index: number): AssetListItem | undefined;
  /** The items from one to another, both included, loaded if need be. */
  load(from: number, to: number): Promise<AssetListItem[]>;
}

/** Loads the parts of the list that are looked at, and asks again for them when something has changed. */
export const useAssetBlocks = (
  query: AssetQuery,
  { total, blockSize, seen }: { total: number; blockSize: number; seen: Span },
): AssetBlocks => {
  const queryClient = useQueryClient();
  const numberOf = (index: number) => Math.floor(Math.max(0, Math.min(index, total - 1)) / blockSize);
  const from = numberOf(seen.first);
  const numbers = Array.from({ length: numberOf(seen.last) - from + 1 }, (_, index) => from + index);
  // By number: a part that is compared with its neighbour, because another one left, is compared for long.
  const loaded = useQueries({
    queries: numbers.map((number) => assetBlockQuery(query, number, blockSize)),
    combine: (results): Readonly<Record<number, readonly AssetListItem[]>> =>
      Object.fromEntries(
        results.flatMap(({ data }, index) => (data === undefined ? [] : [[from + index, data.items]])),
      ),
  });
  const parts = useMemo(
    () => Object.entries(loaded).map(([number, items]) => ({ number: Number(number), items })),
    [loaded],
  );

  return {
    total,
    blockSize,
    parts,
    item(index) {
      const number = numberOf(index);
      // What has the focus is drawn although it is far away.
      const items =
        loaded[number] ?? queryClient.getQueryData(assetBlockQuery(query, number, blockSize).queryKey)?.items;
      return items?.[index % blockSize];
    },
    async load(begin, end) {
      const items: AssetListItem[] = [];
      for (let number = numberOf(begin); number <= numberOf(end); number += 1) {
        const page = await queryClient.ensureQueryData(assetBlockQuery(query, number, blockSize));
        const offset = number * blockSize;
        items.push(...page.items.slice(Math.max(0, begin - offset), end - offset + 1));
      }
      return items;
    },
  };
};
