import { type AssetQuery, unwrap } from '@nekohub/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

export const assetKeys = {
  all: ['assets'],
  lists: ['assets', 'list'],
  one: (id: string) => ['assets', 'one', id],
} as const;

export const assetsQuery = (query: AssetQuery) =>
  queryOptions({
    queryKey: [...assetKeys.lists, query],
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: assetKeys.one(id),
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/{id}', { params: { path: { id } }, signal })),
  });

/** The bytes of a private asset, which no `<img>` can fetch because it sends no bearer value. */
export const fetchAssetContent = (id: string, signal?: AbortSignal): Promise<Blob> =>
  unwrap(
    client.api.GET('/api/v1/assets/{id}/content', {
      params: { path: { id } },
      parseAs: 'blob',
      ...(signal === undefined ? {} : { signal }),
    }),
  );
