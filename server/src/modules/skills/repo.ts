import type { JobId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { JobsTable } from '../../db/tables.ts';

export const findJob = (db: Db, id: JobId): Promise<Pick<JobsTable, 'status' | 'result_json'> | undefined> =>
  db.selectFrom('jobs').select(['status', 'result_json']).where('id', '=', id).executeTakeFirst();
