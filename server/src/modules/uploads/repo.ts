import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables, UploadTicketsTable } from '../../db/tables.ts';

export type TicketRow = UploadTicketsTable;

export async function insertTicket(trx: Transaction<Tables>, row: TicketRow): Promise<void> {
  await trx.insertInto('upload_tickets').values(row).execute();
}

export async function countOpenTickets(trx: Transaction<Tables>, keyName: string, now: number): Promise<number> {
  const { open } = await trx
    .selectFrom('upload_tickets')
    .select((e) => e.fn.countAll<number>().as('open'))
    .where('key_name', '=', keyName)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(open);
}

export const findTicket = (db: Db, tokenHash: string, now: number): Promise<TicketRow | undefined> =>
  openTicket(db, tokenHash, now).executeTakeFirst();

const openTicket = (db: Db, tokenHash: string, now: number) =>
  db
    .selectFrom('upload_tickets')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now);

/** Whether it was good until now; of several at the same time one hears so. */
export async function useTicket(db: Db, id: string, now: number): Promise<boolean> {
  const used = await db
    .updateTable('upload_tickets')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

export async function removeOldTickets(db: Db, now: number): Promise<void> {
  await db.deleteFrom('upload_tickets').where('expires_at', '<=', now).execute();
}
