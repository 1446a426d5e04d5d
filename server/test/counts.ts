import { sql } from 'kysely';
import type { Db } from '../src/db/database.ts';
import type { TestApp } from './app.ts';
import { storedFiles } from './upload.ts';

/** Everything that an upload leaves, counted where it is kept. */
export interface Traces {
  readonly rows: number;
  readonly indexed: number;
  readonly counted: number;
  readonly bytes: number;
  readonly files: readonly string[];
}

/** Lets the objects go that are to be removed by now. */
export const removeObjects = (hub: TestApp): Promise<void> => hub.app.jobs.runDue(['storage']);

/** After everything is removed that is to be. */
export async function tracesOf(hub: TestApp): Promise<Traces> {
  await removeObjects(hub);
  const rows = await hub.db.selectFrom('assets').select('size').execute();
  const counters = await hub.db.selectFrom('asset_counters').select(['assets', 'bytes']).execute();
  return {
    rows: rows.length,
    indexed: await countIndexed(hub.db, hub.database.kind),
    counted: counters.reduce((sum, counter) => sum + counter.assets, 0),
    bytes: counters.reduce((sum, counter) => sum + counter.bytes, 0),
    files: await storedFiles(hub),
  };
}

export const NO_TRACES: Traces = { rows: 0, indexed: 0, counted: 0, bytes: 0, files: [] };

/** Noted objects that could not be removed, or are stored; a note without an object may only be kept for the next one. */
export async function waitingForRemoval(hub: TestApp): Promise<string[]> {
  await removeObjects(hub);
  const notes = await hub.db.selectFrom('object_removals').select(['storage_key', 'due_at']).execute();
  const files = new Set(await storedFiles(hub));
  return notes
    .filter((note) => note.due_at <= hub.clock.now() || files.has(note.storage_key))
    .map((note) => note.storage_key);
}

/** The counters as they would be if they were counted anew. */
export async function recount(db: Db) {
  const kind = ['content_type', 'status', 'is_public', 'storage_provider', 'storage_profile_id'] as const;
  const counted = await db
    .selectFrom('assets')
    .select((e) => [...kind, e.fn.countAll<number>().as('assets')])
    .select((e) => e.cast<number>(e.fn.sum('size'), 'bigint').as('bytes'))
    .groupBy(kind)
    .execute();
  return counted
    .map((row) => ({
      ...row,
      storage_profile_id: row.storage_profile_id ?? '',
      assets: Number(row.assets),
      bytes: Number(row.bytes),
    }))
    .sort(byKind);
}

/** The counters as they are, without those that came to nothing. */
export async function counters(db: Db) {
  const rows = await db.selectFrom('asset_counters').selectAll().execute();
  return rows.filter((row) => row.assets !== 0 || row.bytes !== 0).sort(byKind);
}

interface Kind {
  readonly content_type: string;
  readonly is_public: number;
  readonly storage_profile_id: string;
}
const nameOf = (kind: Kind): string => `${kind.content_type} ${kind.is_public} ${kind.storage_profile_id}`;
const byKind = (a: Kind, b: Kind): number => (nameOf(a) < nameOf(b) ? -1 : 1);

/** Assets that the search index can find. */
async function countIndexed(db: Db, kind: 'sqlite' | 'postgresql'): Promise<number> {
  const query =
    kind === 'sqlite'
      ? sql<{ total: number }>`select count(*) as total from asset_search`
      : sql<{ total: number }>`select count(*) as total from assets where search_grams <> '{}'`;
  const { rows } = await query.execute(db);
  return Number(rows[0]?.total);
}
