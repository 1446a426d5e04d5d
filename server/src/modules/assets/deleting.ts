import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Caller, Grant } from '../../core/actor.ts';
import { type Clock, toTimestamp } from '../../core/clock.ts';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { toldOf } from '../../jobs/retries.ts';
import type { Audit } from '../audit/service.ts';
import { notFound, targetOf } from './naming.ts';
import type { Removals } from './removals.ts';
import * as repo from './repo.ts';
import type { Deletion } from './schema.ts';

/** In one transaction, during which SQLite does nothing else: a few milliseconds. */
const DELETED_AT_ONCE = 20;

export interface Deleting {
  /**
   * Its objects follow in a job, for which nobody waits.
   * @param commitMessage for stores that keep a history
   * @throws AppError `asset_not_found`
   */
  delete(
    grant: Grant<'assets.delete'>,
    id: AssetId,
    commitMessage?: string | null,
  ): Promise<{ id: AssetId; status: 'deleted'; deletedAtUtc: string }>;
  /** The same for each id once, in the order given. One that fails holds up no other. */
  deleteMany(
    grant: Grant<'assets.delete'>,
    ids: readonly AssetId[],
    commitMessage?: string | null,
  ): Promise<{ deletedCount: number; notFoundIds: string[]; results: Deletion[] }>;
}

export interface DeletingOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly removals: Removals;
  readonly log: { error(fields: object, message: string): void };
}

export function createDeleting({ db, clock, audit, removals, log }: DeletingOptions): Deleting {
  /** Returns which of the ids were assets. */
  const remove = (caller: Caller, ids: readonly AssetId[], commitMessage?: string | null) =>
    db.transaction().execute(async (trx) => {
      const { rows, objects } = await repo.deleteAssets(trx, ids);
      await removals.add(trx, objects, commitMessage?.trim() || null);
      for (const row of rows) {
        await audit.record(trx, caller, { action: 'asset.delete', target: targetOf(row) });
      }
      return rows.map(({ id }) => id);
    });

  /** All of them or, when that fails, none. */
  const removeSome = async (
    caller: Caller,
    ids: readonly AssetId[],
    commitMessage: string | null | undefined,
  ): Promise<Deletion[]> => {
    try {
      const found = new Set(await remove(caller, ids, commitMessage));
      return ids.map((id) => ({ id, status: found.has(id) ? 'deleted' : 'notFound', errorCode: null }));
    } catch (error) {
      log.error({ err: error }, 'some assets of a batch could not be deleted');
      const { code } = toldOf(error);
      return ids.map((id) => ({ id, status: 'failed', errorCode: code }));
    }
  };

  return {
    async delete(grant, id, commitMessage) {
      const deleted = await remove(grant, [id], commitMessage);
      if (deleted.length === 0) throw notFound(id);
      return { id, status: 'deleted', deletedAtUtc: toTimestamp(clock.now()) };
    },

    async deleteMany(grant, ids, commitMessage) {
      const asked = [...new Set(ids)];
      const results: Deletion[] = [];
      for (let start = 0; start < asked.length; start += DELETED_AT_ONCE) {
        results.push(...(await removeSome(grant, asked.slice(start, start + DELETED_AT_ONCE), commitMessage)));
        // Other requests go on in between.
        await nextTurn();
      }
      const idsOf = (status: Deletion['status']) =>
        results.filter((each) => each.status === status).map(({ id }) => id);
      return { deletedCount: idsOf('deleted').length, notFoundIds: idsOf('notFound'), results };
    },
  };
}
