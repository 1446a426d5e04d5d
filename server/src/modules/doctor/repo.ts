import type { Db } from '../../db/database.ts';
import type { JobsTable } from '../../db/tables.ts';

/** The job of a kind that was queued last. */
export const findLatestJob = (
  db: Db,
  kind: string,
): Promise<Pick<JobsTable, 'id' | 'status' | 'progress' | 'result_json'> | undefined> =>
  db
    .selectFrom('jobs')
    .select(['id', 'status', 'progress', 'result_json'])
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
