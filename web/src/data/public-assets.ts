import { type PublicAssetQuery, unwrap } from '@nekohub/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { publicClient } from '../api/clients.ts';

export const publicAssetsQuery = (query: PublicAssetQuery) =>
  queryOptions({
    queryKey: ['public-assets', 'list', query],
    queryFn: ({ signal }) => unwrap(publicClient.api.GET('/api/v1/public/assets', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const publicAssetQuery = (id: string) =>
  queryOptions({
    queryKey: ['public-assets', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(publicClient.api.GET('/api/v1/public/assets/{id}', { params: { path: { id } }, signal })),
  });
