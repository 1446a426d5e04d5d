import type { Transaction } from 'kysely';
import type { Caller, Grant } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import type { AssetId, JobId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { searchTextOf } from '../../db/search-text.ts';
import type { Tables } from '../../db/tables.ts';
import { PREVIEW_KINDS } from '../../imaging/derivatives.ts';
import { isStored } from '../../storage/storage.ts';
import type { Storages } from '../../storage/storages.ts';
import type { Audit } from '../audit/service.ts';
import type { ReadTraits } from '../storage/service.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { createDeleting, type Deleting } from './deleting.ts';
import { listDerivatives, listPreviews } from './derivatives-repo.ts';
import { findLatestExecution, listExecutions } from './executions-repo.ts';
import { cleanFileName } from './file-name.ts';
import { checkDeclaredType, type IntakeLimits, type StoredImage } from './intake.ts';
import type { LinkBase } from './links.ts';
import { type Listing, listAssets, listPublicAssets, searchAssets } from './listing.ts';
import { notFound, targetOf } from './naming.ts';
import type { IncomingFile, NewAsset } from './new-asset.ts';
import { newRow, queued } from './new-row.ts';
import { createPlacing, objectOfImage, privateNotSupported } from './placing.ts';
import {
  type AssetMatch,
  presentAsset,
  presentExecution,
  presentItem,
  presentMatch,
  presentPublicAsset,
  presentPublicItem,
} from './present.ts';
import type { Removals } from './removals.ts';
import * as repo from './repo.ts';
import { createRevisionReader } from './revision.ts';
import type { Asset, AssetItem, AssetPatch, Execution, PublicAsset, PublicAssetItem, UsageStats } from './schema.ts';
import { checkTexts } from './texts.ts';
import { readUsage } from './usage.ts';

export type { StoredImage } from './intake.ts';
export type { LinkBase, Links } from './links.ts';
export { createLinks } from './links.ts';
export { toListing } from './list-request.ts';
export type { Listing } from './listing.ts';
export type { IncomingFile, NewAsset } from './new-asset.ts';
export { createPictures, type NewExecution, type Original, type Pictures } from './pictures.ts';
export type { AssetMatch } from './present.ts';
export { createUpkeep, type KeptObject, OBJECT_ROLES, type Upkeep } from './upkeep.ts';
export { createVersions, type Versions } from './versions.ts';
export { createViews, MAX_SHEET_PICTURES, type Views } from './views.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** Pictures: taking them in, finding, changing and removing them. */
export interface Assets extends Deleting {
  /** Checks everything that can be known before the bytes. @throws AppError */
  check(grant: Grant<'assets.create'>, asset: NewAsset): Promise<void>;
  /** Verifies and stores the bytes; {@link create} or {@link discard} must follow. */
  store(grant: Grant<'assets.create'>, file: IncomingFile): Promise<StoredImage>;
  /** Makes the asset of a stored picture. When that fails the picture is removed. */
  create(grant: Grant<'assets.create'>, image: StoredImage, asset: NewAsset, base: LinkBase): Promise<Asset>;
  discard(image: StoredImage): Promise<void>;
  list(grant: Grant<'assets.read'>, listing: Listing, base: LinkBase): Promise<Page<AssetItem>>;
  /** The same, with the texts of each picture. */
  search(grant: Grant<'assets.read'>, listing: Listing, base: LinkBase): Promise<Page<AssetMatch>>;
  /** @throws AppError `asset_not_found` */
  get(grant: Grant<'assets.read'> | Grant<'assets.update'>, id: AssetId, base: LinkBase): Promise<Asset>;
  /** A ready asset with these bytes, if there is one. @param checksum SHA-256, 64 lower-case hex digits */
  findByChecksum(grant: Grant<'assets.read'>, checksum: string, base: LinkBase): Promise<AssetMatch | undefined>;
  /** What skills did on an asset, the latest run first. @throws AppError `asset_not_found`, or `request_invalid` for a cursor */
  listExecutions(
    grant: Grant<'assets.read'>,
    id: AssetId,
    page: { readonly pageSize: number; readonly cursor: string | undefined },
  ): Promise<{ items: Execution[]; nextCursor: string | null }>;
  /** Whether the bytes of an asset can be read right now. */
  hasContent(grant: Grant<'assets.read'>, id: AssetId): Promise<boolean>;
  /** Absent fields stay, null clears. @throws AppError `asset_not_found` or what is wrong with a text */
  patch(grant: Grant<'assets.update'>, id: AssetId, patch: AssetPatch, base: LinkBase): Promise<Asset>;
  usage(grant: Grant<'assets.read'>): Promise<UsageStats>;
  /** A number that changes with every change to any asset. */
  revision(): Promise<number>;
  listPublic(listing: Listing, base: LinkBase): Promise<Page<PublicAssetItem>>;
  /** @throws AppError `asset_not_found`, for private ones too */
  getPublic(id: AssetId, base: LinkBase): Promise<PublicAsset>;
}

export interface AssetsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly storages: Storages;
  readonly readTraits: ReadTraits;
  readonly removals: Removals;
  readonly limits: IntakeLimits;
  readonly log: { error(fields: object, message: string): void };
  /** Queues the processing of a new picture, in the transaction that makes its row. @throws AppError `queue_full` */
  readonly enrich: (trx: Transaction<Tables>, id: AssetId, caller: Caller) => Promise<JobId>;
}

export function createAssets(options: AssetsOptions): Assets {
  const { db, clock, audit, storages, readTraits, removals, limits, enrich } = options;

  const partsOf = async (id: AssetId) => {
    const [derivatives, structuredResults, latestExecution, processing] = await Promise.all([
      listDerivatives(db, id),
      repo.listStructuredResults(db, id),
      findLatestExecution(db, id),
      repo.findProcessing(db, id),
    ]);
    return { derivatives, structuredResults, latestExecution, processing };
  };

  const { placeOf, storeFile, settle } = createPlacing(options);

  return {
    async check(_grant, asset) {
      cleanFileName(asset.fileName, 'fileName');
      checkTexts(asset);
      await placeOf(asset);
    },

    async store(_grant, file) {
      const declared = checkDeclaredType(file.contentType, limits);
      cleanFileName(file.name, 'file');
      return storeFile(file, declared);
    },

    async create(grant, arrived, asset, base) {
      let image = arrived;
      try {
        checkTexts(asset);
        image = await settle(image, asset);
        const row = newRow(image, asset, clock.now());
        const { inserted, processing } = await db.transaction().execute(async (trx) => {
          // Its store may have become one for everybody while the bytes went there.
          if (!asset.isPublic && !(await readTraits(trx, row))?.keepsPrivate) throw privateNotSupported();
          const jobId = asset.runEnrichment ? await enrich(trx, row.id, grant) : undefined;
          const inserted = await repo.insertAsset(trx, row);
          await audit.record(trx, grant, { action: 'asset.create', target: targetOf(inserted) });
          return { inserted, processing: jobId && queued(jobId) };
        });
        const parts = { derivatives: [], structuredResults: [], latestExecution: undefined, processing };
        return presentAsset(inserted, parts, base);
      } catch (error) {
        await this.discard(image);
        throw error;
      }
    },

    discard: (image) => removals.discard([objectOfImage(image)]),

    async list(_grant, listing, base) {
      const { rows, total, nextCursor } = await listAssets(db, listing);
      // Of private ones there is nothing that everybody could fetch.
      const shown = rows.filter((row) => row.is_public === 1).map(({ id }) => id);
      const previews = listing.previews ? await listPreviews(db, shown, PREVIEW_KINDS) : undefined;
      const items = rows.map((row) => presentItem(row, previews && (previews.get(row.id) ?? []), base));
      return { items, total, nextCursor };
    },

    async search(_grant, listing, base) {
      const { rows, total, nextCursor } = await searchAssets(db, listing);
      return { items: rows.map((row) => presentMatch(row, base)), total, nextCursor };
    },

    async findByChecksum(_grant, checksum, base) {
      const row = await repo.findByChecksum(db, checksum);
      return row && presentMatch(row, base);
    },

    async get(_grant, id, base) {
      const row = await repo.findAsset(db, id);
      if (!row) throw notFound(id);
      return presentAsset(row, await partsOf(id), base);
    },

    async listExecutions(_grant, id, { pageSize, cursor }) {
      const place = cursor === undefined ? undefined : decodeCursor(cursor);
      if (!(await repo.findAsset(db, id))) throw notFound(id);
      const before = place && { startedAt: place.createdAt, id: place.id };
      // One row more than asked for tells whether there is a next page.
      const rows = await listExecutions(db, id, before, pageSize + 1);
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      return {
        items: rows.slice(0, pageSize).map(presentExecution),
        nextCursor: last ? encodeCursor({ size: 0, createdAt: last.started_at, id: last.id }) : null,
      };
    },

    async hasContent(_grant, id) {
      const row = await repo.findAsset(db, id);
      if (!row) return false;
      return isStored((await storages.of(row)).storage, row.storage_key);
    },

    async patch(grant, id, patch, base) {
      checkTexts(patch);
      const updated = await db.transaction().execute(async (trx) => {
        const before = await repo.lockAsset(trx, id);
        if (!before) throw notFound(id);
        const change = changeOf(before, patch, clock.now());
        const isHidden = change.is_public === 0;
        if (isHidden && (await readTraits(trx, before))?.keepsPrivate === false) throw privateNotSupported();
        const after = await repo.updateAsset(trx, before, change);
        if (!after) return undefined;
        const details = { fields: EDITABLE.filter((field) => patch[field] !== undefined) };
        await audit.record(trx, grant, { action: 'asset.update', target: targetOf(after), details });
        return after;
      });
      if (!updated) throw notFound(id);
      return presentAsset(updated, await partsOf(id), base);
    },

    ...createDeleting(options),

    revision: createRevisionReader(db),

    usage: () => readUsage(db),

    async listPublic(listing, base) {
      const { rows, total, nextCursor } = await listPublicAssets(db, listing);
      const previews = await listPreviews(
        db,
        rows.map(({ id }) => id),
        PREVIEW_KINDS,
      );
      return { items: rows.map((row) => presentPublicItem(row, previews.get(row.id) ?? [], base)), total, nextCursor };
    },

    async getPublic(id, base) {
      const row = await repo.findAsset(db, id);
      if (row?.is_public !== 1 || row.status !== 'ready') throw notFound(id);
      const [previews, derivatives] = await Promise.all([
        listPreviews(db, [id], PREVIEW_KINDS),
        listDerivatives(db, id),
      ]);
      return presentPublicAsset(row, previews.get(id) ?? [], derivatives, base);
    },
  };
}

/** What a patch may name. */
const EDITABLE = ['description', 'altText', 'originalFileName', 'isPublic'] as const satisfies (keyof AssetPatch)[];

/** The row after a three-state patch: undefined keeps, null clears. */
function changeOf(before: repo.AssetRow, patch: AssetPatch, now: number) {
  const description = patch.description === undefined ? before.description : patch.description;
  const altText = patch.altText === undefined ? before.alt_text : patch.altText;
  const name = patch.originalFileName;
  const fileName =
    name === undefined ? before.original_file_name : name === null ? null : cleanFileName(name, 'originalFileName');
  const isPublic = patch.isPublic ?? before.is_public === 1;
  return {
    description,
    alt_text: altText,
    original_file_name: fileName,
    is_public: isPublic ? (1 as const) : (0 as const),
    search_text: searchTextOf([fileName, description, altText]),
    // Strictly later than before, so that the two versions can be told apart.
    updated_at: Math.max(now, before.updated_at + 1),
  };
}
