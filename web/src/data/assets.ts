import { type Asset, type AssetQuery, unwrap } from '@nekohub/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

/** How often an asset is looked at while something is done with it. */
const FOLLOW_MS = 1500;

export const assetKeys = {
  all: ['assets'],
  lists: ['assets', 'list'],
  one: (id: string) => ['assets', 'one', id],
} as const;

const listOf = (query: AssetQuery) =>
  queryOptions({
    queryKey: [...assetKeys.lists, query],
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets', { params: { query }, signal })),
  });

/** While another list loads, the former one stays. */
export const assetsQuery = (query: AssetQuery) => ({ ...listOf(query), placeholderData: keepPreviousData });

/** One part of a list, by its number from 0. Forgotten soon when nobody looks at it: a long list is not kept whole. */
export const assetBlockQuery = (query: AssetQuery, number: number, blockSize: number) => ({
  ...listOf({ ...query, page: number + 1, pageSize: blockSize }),
  gcTime: 60_000,
});

/** Whether something is being done with an asset, or waits to be. */
export const isUnderWay = ({ processing }: Pick<Asset, 'processing'>): boolean =>
  processing?.status === 'queued' || processing?.status === 'running';

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: assetKeys.one(id),
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? FOLLOW_MS : false),
  });

/** The page may follow to no other address, such as a signed one of the store. */
export const FROM_HERE = { redirect: false };

const derivativeCall = (id: string, kind: string, signal?: AbortSignal) => ({
  params: { path: { id, kind }, query: FROM_HERE },
  ...(signal === undefined ? {} : { signal }),
});

/** A file made from a private asset, such as `webp_256`, to be saved. */
export const fetchDerivativeContent = (id: string, kind: string): Promise<Blob> =>
  unwrap(
    client.api.GET('/api/v1/assets/{id}/derivatives/{kind}/content', {
      ...derivativeCall(id, kind),
      parseAs: 'blob',
    }),
  );

/** Its bytes alone, to be shown. */
export const fetchDerivativeBytes = (id: string, kind: string, signal: AbortSignal): Promise<ArrayBuffer> =>
  unwrap(
    client.api.GET('/api/v1/assets/{id}/derivatives/{kind}/content', {
      ...derivativeCall(id, kind, signal),
      parseAs: 'arrayBuffer',
    }),
  );

/** The bytes of a private asset, which no `<img>` can fetch because it sends no bearer value. */
export const fetchAssetContent = (id: string, signal?: AbortSignal): Promise<Blob> =>
  unwrap(
    client.api.GET('/api/v1/assets/{id}/content', {
      params: { path: { id }, query: FROM_HERE },
      parseAs: 'blob',
      ...(signal === undefined ? {} : { signal }),
    }),
  );
