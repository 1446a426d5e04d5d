import type { JobId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { JobsTable } from '../../db/tables.ts';

export const findJob = (
  db: Db,
  id: JobId,
): Promise<Pick<JobsTable, 'status' | 'progress' | 'step' | 'result_json'> | undefined> =>
  db.selectFrom('jobs').select(['status', 'progress', 'step', 'result_json']).where('id', '=', id).executeTakeFirst();
