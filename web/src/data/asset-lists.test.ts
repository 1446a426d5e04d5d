import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { refetchAssetLists, refetchAssets } from './asset-lists.ts';

const keys = [
  ['assets', 'list', { page: 1 }],
  ['assets', 'one', 'a'],
  ['public-assets', 'list', {}],
  ['public-assets', 'one', 'a'],
  ['jobs', 'summary'],
];

const staleAfter = async (change: (queryClient: QueryClient) => Promise<unknown>) => {
  const queryClient = new QueryClient();
  for (const key of keys) queryClient.setQueryData(key, 'known');
  await change(queryClient);
  return keys.filter((key) => queryClient.getQueryState(key)?.isInvalidated).map((key) => key.slice(0, 2).join(' '));
};

it('lists of the console and all of the gallery are asked for again', async () => {
  expect(await staleAfter(refetchAssetLists)).toEqual(['assets list', 'public-assets list', 'public-assets one']);
  expect(await staleAfter(refetchAssets)).toEqual([
    'assets list',
    'assets one',
    'public-assets list',
    'public-assets one',
  ]);
});
