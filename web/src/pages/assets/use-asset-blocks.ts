import type { AssetListItem, AssetQuery } from '@nekohub/client';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { assetBlockQuery } from '../../data/assets.ts';

/** Access to a list by the numbers of its items, whose parts are loaded where they are looked at. */
export interface AssetBlocks {
  readonly total: number;
  readonly blockSize: number;
  /** Another one whenever what is loaded has changed. */
  readonly version: string;
  /** What is loaded of a part; undefined when it never was. */
  block(number: number): readonly AssetListItem[] | undefined;
  item(index: number): AssetListItem | undefined;
  /** The items from one to another, both included, loaded if need be. */
  load(from: number, to: number): Promise<AssetListItem[]>;
}

/** Loads the parts of the list in which these items are, and asks again for them when something has changed. */
export const useAssetBlocks = (
  query: AssetQuery,
  { total, blockSize, first, last }: { total: number; blockSize: number; first: number; last: number },
): AssetBlocks => {
  const queryClient = useQueryClient();
  const from = Math.floor(first / blockSize);
  const to = Math.max(from, Math.floor(Math.min(last, total - 1) / blockSize));
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const version = useQueries({
    queries: numbers.map((number) => assetBlockQuery(query, number, blockSize)),
    combine: (results) => results.map(({ dataUpdatedAt }, index) => `${numbers[index]}:${dataUpdatedAt}`).join(' '),
  });

  const block = useCallback(
    (number: number) => queryClient.getQueryData(assetBlockQuery(query, number, blockSize).queryKey)?.items,
    [queryClient, query, blockSize],
  );
  const item = useCallback(
    (index: number) => block(Math.floor(index / blockSize))?.[index % blockSize],
    [block, blockSize],
  );
  const load = useCallback(
    async (begin: number, end: number) => {
      const items: AssetListItem[] = [];
      for (let number = Math.floor(begin / blockSize); number <= Math.floor(end / blockSize); number += 1) {
        const page = await queryClient.ensureQueryData(assetBlockQuery(query, number, blockSize));
        const offset = number * blockSize;
        items.push(...page.items.slice(Math.max(0, begin - offset), end - offset + 1));
      }
      return items;
    },
    [queryClient, query, blockSize],
  );
  return { total, blockSize, version, block, item, load };
};
