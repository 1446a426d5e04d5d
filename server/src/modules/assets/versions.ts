import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Transaction } from 'kysely';
import { type Clock, toTimestamp } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { searchTextOf } from '../../db/search-text.ts';
import type { Tables } from '../../db/tables.ts';
import type { MadeFile } from '../../imaging/made-file.ts';
import { recordOf, type Storages } from '../../storage/storages.ts';
import type { ReadTraits } from '../storage/service.ts';
import { renamedFor } from './file-name.ts';
import { notFound } from './naming.ts';
import { createNotedStorage } from './noted-storage.ts';
import type { Original } from './pictures.ts';
import type { Removals } from './removals.ts';
import { forgetRemoval, objectOf, type RemovedObject } from './removals-repo.ts';
import * as repo from './repo.ts';
import type { Version } from './schema.ts';
import {
  dropDerivatives,
  dropVersions,
  FILE_COLUMNS,
  type FileColumns,
  insertVersion,
  listVersions,
  takeVersion,
  updateFile,
  type VersionRow,
} from './versions-repo.ts';

type Trx = Transaction<Tables>;

/** A file that is stored to become an original; no row knows it yet. */
export type StoredOriginal = FileColumns;

/** Originals that give way to others, and come back. */
export interface Versions {
  /** The one that was replaced last comes first. @throws AppError `asset_not_found` */
  list(id: AssetId): Promise<Version[]>;
  /**
   * Stores a picture that was made, where the original is; {@link replace} or {@link discard} must follow, or it is
   * removed within days.
   */
  store(original: Pick<Original, 'place'>, made: MadeFile): Promise<StoredOriginal>;
  /** Has objects removed that no row took over. */
  discard(objects: readonly RemovedObject[]): Promise<void>;
  /**
   * Makes a file the original and keeps the former one as a version, unless everybody can read its store. The asset's
   * derivatives go. False when the asset is gone.
   * @param by what replaces it, such as a skill
   * @throws AppError `asset_changed` when the original is not `formerKey` any more
   */
  replace(trx: Trx, id: AssetId, formerKey: string, file: StoredOriginal, by: string): Promise<boolean>;
  /**
   * Makes a version the original again, in exchange; returns the name that the asset had.
   * @throws AppError `asset_not_found`, `asset_version_not_found`
   */
  restore(trx: Trx, id: AssetId, number: number): Promise<{ name: string | null }>;
}

export interface VersionsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly storages: Pick<Storages, 'of'>;
  readonly readTraits: ReadTraits;
  readonly removals: Removals;
  /** How many former originals of an asset are kept. */
  readonly maxVersions: number;
}

export function createVersions(options: VersionsOptions): Versions {
  const { db, clock, storages, readTraits, removals, maxVersions } = options;
  const noted = createNotedStorage(removals, clock);

  const exchange = async (trx: Trx, before: repo.AssetRow, file: FileColumns, by: string) => {
    const now = clock.now();
    // Who has the address of a former original would still find it where the store itself gives it to everybody.
    const isPublished = (await readTraits(trx, before))?.keepsPrivate === false;
    await insertVersion(trx, { ...fileOf(before), asset_id: before.id, replaced_by: by, replaced_at: now });
    const removed = [
      ...(await dropVersions(trx, before.id, isPublished ? 0 : maxVersions)),
      ...(await dropDerivatives(trx, before.id)),
    ];
    const name =
      before.original_file_name && renamedFor(before.original_file_name, before.content_type, file.content_type);
    const texts = {
      original_file_name: name,
      search_text: searchTextOf([name, before.description, before.alt_text]),
    };
    await updateFile(trx, before, { ...file, ...texts }, now);
    await removals.add(trx, removed.map(objectOf));
  };

  return {
    async list(id) {
      if (!(await repo.findAsset(db, id))) throw notFound(id);
      return (await listVersions(db, id)).map(presentVersion);
    },

    async store(original, { path, type, size, width, height, frames }) {
      const place = await storages.of(original.place);
      const hash = createHash('sha256');
      const key = await noted.store(place, type, hashed(createReadStream(path), hash));
      return {
        content_type: type.contentType,
        extension: type.extension,
        size,
        width,
        height,
        frames,
        checksum_sha256: hash.digest('hex'),
        ...recordOf(place),
        storage_key: key,
      };
    },

    discard: (objects) => removals.discard(objects),

    async replace(trx, id, formerKey, file, by) {
      const before = await repo.lockAsset(trx, id);
      if (!before) return false;
      if (before.storage_key !== formerKey) throw new AppError('asset_changed');
      await forgetRemoval(trx, file);
      await exchange(trx, before, file, by);
      return true;
    },

    async restore(trx, id, number) {
      const before = await repo.lockAsset(trx, id);
      if (!before) throw notFound(id);
      const version = await takeVersion(trx, id, number);
      if (!version) throw new AppError('asset_version_not_found');
      await exchange(trx, before, fileOf(version), 'restore');
      return { name: before.original_file_name };
    },
  };
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

const fileOf = (row: FileColumns): FileColumns =>
  // Object.fromEntries forgets which column has which type.
  Object.fromEntries(FILE_COLUMNS.map((column) => [column, row[column]])) as unknown as FileColumns;

const presentVersion = (row: VersionRow): Version => ({
  number: row.number,
  contentType: row.content_type,
  extension: row.extension,
  size: row.size,
  width: row.width,
  height: row.height,
  checksumSha256: row.checksum_sha256,
  replacedBy: row.replaced_by,
  replacedAtUtc: toTimestamp(row.replaced_at),
});
