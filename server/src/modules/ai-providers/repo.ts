import type { Transaction } from 'kysely';
import type { AiProviderId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { AiProvidersTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type AiProviderRow = AiProvidersTable;

/** Names are compared in upper case, as those of users are. */
export const normalizeName = (name: string): string => name.toUpperCase();

export const listProviders = (db: Db, limit: number): Promise<AiProviderRow[]> =>
  db.selectFrom('ai_providers').selectAll().orderBy('id').limit(limit).execute();

export const findProvider = (db: Db, id: AiProviderId): Promise<AiProviderRow | undefined> =>
  db.selectFrom('ai_providers').selectAll().where('id', '=', id).executeTakeFirst();

export const findActiveProvider = (db: Db): Promise<AiProviderRow | undefined> =>
  db.selectFrom('ai_providers').selectAll().where('is_active', '=', 1).executeTakeFirst();

export async function countProviders(trx: Trx): Promise<number> {
  const { total } = await trx
    .selectFrom('ai_providers')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function deactivateProviders(trx: Trx, now: number): Promise<void> {
  await trx.updateTable('ai_providers').set({ is_active: 0, updated_at: now }).where('is_active', '=', 1).execute();
}

export async function insertProvider(trx: Trx, provider: AiProviderRow): Promise<void> {
  await trx.insertInto('ai_providers').values(provider).execute();
}

export const updateProvider = (trx: Trx, { id, ...values }: AiProviderRow): Promise<AiProviderRow> =>
  trx.updateTable('ai_providers').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow();

/** The row as it was; undefined when it was gone. */
export const deleteProvider = (trx: Trx, id: AiProviderId): Promise<AiProviderRow | undefined> =>
  trx.deleteFrom('ai_providers').where('id', '=', id).returningAll().executeTakeFirst();
