import type { AssetQuery, JobQuery } from '@nekohub/client';

/** The uploads that the overview shows. */
export const recentAssets = {
  page: 1,
  pageSize: 12,
  orderBy: 'createdAt',
  orderDirection: 'desc',
} as const satisfies AssetQuery;

/** Asked for their number alone. */
export const failedAssets = { page: 1, pageSize: 1, status: 'failed' } as const satisfies AssetQuery;

export const failedJobs = { status: 'failed', pageSize: 5 } as const satisfies JobQuery;
