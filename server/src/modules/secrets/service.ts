import { type Clock, SECOND } from '../../core/clock.ts';
import { OperatorError } from '../../core/operator-error.ts';
import { SEALED_COLUMNS, type SealedColumn } from '../../core/sealed-columns.ts';
import type { Sealer } from '../../core/sealing.ts';
import type { Db } from '../../db/database.ts';
import type { Audit } from '../audit/service.ts';
import * as repo from './repo.ts';

const BATCH = 100;
/** What programs were sealing with the former key when the new one came is written by then. */
const SETTLED_AFTER_MS = 2 * SECOND;
const PROBE = 'sealed with the right key';

export interface SecretsOptions {
  readonly db: Db;
  readonly sealer: Sealer;
}

/**
 * Makes sure that what the database holds can be read.
 * @param where the setting or the file that the key comes from
 * @throws OperatorError when it was sealed with another key
 */
export async function checkEncryptionKey({ db, sealer }: SecretsOptions, where: string): Promise<void> {
  const sealed = await repo.findProbe(db);
  if (sealed !== undefined && sealer.open(sealed, repo.PROBE_CONTEXT) === PROBE) return;
  const [foreign] = sealed === undefined ? await foreignTexts({ db, sealer }) : [sealed];
  if (foreign !== undefined) throw wrongKey(where, foreign, sealer);
  await repo.insertProbe(db, sealer.seal(PROBE, repo.PROBE_CONTEXT));
}

export interface Rotation {
  /** Texts that are sealed with the new key now. */
  readonly resealed: number;
  /** Texts that none of the keys opens; they stay as they are. */
  readonly unreadable: number;
}

export interface RotationOptions extends SecretsOptions {
  readonly clock: Clock;
  readonly audit: Audit;
}

/**
 * Seals everything with the newest key. May be stopped at any moment and begun anew: each text can be read with the keys
 * there are, before and after.
 */
export async function resealSecrets({ db, sealer, clock, audit }: RotationOptions): Promise<Rotation> {
  let resealed = 0;
  let pass = await resealAll({ db, sealer });
  do {
    resealed += pass.resealed;
    await clock.sleep(SETTLED_AFTER_MS);
    pass = await resealAll({ db, sealer });
  } while (pass.resealed > 0);
  const { unreadable } = pass;
  await db
    .transaction()
    .execute((trx) => audit.record(trx, 'system', { action: 'secrets.rotate', details: { resealed, unreadable } }));
  return { resealed, unreadable };
}

/** Has the program start with the key it has, although there is something that this key does not open. */
export const acceptEncryptionKey = ({ db, sealer }: SecretsOptions): Promise<void> =>
  repo.replaceProbe(db, sealer.seal(PROBE, repo.PROBE_CONTEXT));

async function resealAll({ db, sealer }: SecretsOptions): Promise<Rotation> {
  let resealed = 0;
  let unreadable = 0;
  for (const column of Object.values(SEALED_COLUMNS)) {
    for await (const row of sealedOtherwise(db, column, sealer.prefix())) {
      const text = sealer.open(row.sealed, column.contextOf(row.id));
      if (text === undefined) unreadable += 1;
      else {
        await repo.reseal(db, column, row, sealer.seal(text, column.contextOf(row.id)));
        resealed += 1;
      }
    }
  }
  return { resealed, unreadable };
}

async function* sealedOtherwise(db: Db, column: SealedColumn, prefix: string): AsyncGenerator<repo.SealedRow> {
  for (let after = ''; ; ) {
    const rows = await repo.listSealedOtherwise(db, column, prefix, after, BATCH);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Of what people typed in; tokens come and go. */
async function foreignTexts({ db, sealer }: SecretsOptions): Promise<string[]> {
  const foreign: string[] = [];
  for (const column of [SEALED_COLUMNS.storageSecrets, SEALED_COLUMNS.aiProviderKey]) {
    for await (const { sealed } of sealedOtherwise(db, column, sealer.prefix())) {
      if (!sealer.knowsKeyOf(sealed)) foreign.push(sealed);
    }
  }
  return foreign;
}

const keyIdOfText = (text: string): string => text.split('.')[1] ?? '';

const wrongKey = (where: string, sealed: string, sealer: Sealer): OperatorError =>
  new OperatorError(
    [
      `The secrets in the database were encrypted with another key (id ${keyIdOfText(sealed)}) than the one of ${where} ` +
        `(id ${keyIdOfText(sealer.prefix())}).`,
      'Give NekoHub the former key back, from a backup. To change to a new key, name the former one in ' +
        'Security__PreviousEncryptionKeys as well.',
      'If the former key is lost: npm start -- secrets rotate --give-up-unreadable. The secrets of storage and AI ' +
        'services have to be entered again then.',
    ].join('\n'),
  );
