import type { Transaction } from 'kysely';
import Type from 'typebox';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { type AssetId, newId } from '../../core/ids.ts';
import { matching } from '../../core/matching.ts';
import type { Db } from '../../db/database.ts';
import { searchTextOf } from '../../db/search-text.ts';
import type { Tables } from '../../db/tables.ts';
import type { Derivative } from '../../imaging/derivatives.ts';
import type { Looks } from '../../imaging/looks.ts';
import { chunksOf, type ObjectBody } from '../../storage/storage.ts';
import { type ObjectPlace, recordOf, type Storages } from '../../storage/storages.ts';
import { type DerivativeRow, insertDerivatives, listDerivatives, updateLooks } from './derivatives-repo.ts';
import { type ExecutionRow, findExecution, saveExecution } from './executions-repo.ts';
import { createNotedStorage } from './noted-storage.ts';
import { presentExecution } from './present.ts';
import type { Removals } from './removals.ts';
import { forgetRemovals, type RemovedObject } from './removals-repo.ts';
import * as repo from './repo.ts';
import { raiseRevision } from './revision.ts';
import type { Execution } from './schema.ts';

/** The derivative that lists show. */
const THUMBNAIL = 'webp_256';
/** The structured result with a caption. */
const CAPTION = 'basic_caption';

const CaptionSchema = Type.Object({
  caption: Type.String(),
  generator: Type.String(),
  altText: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Array(Type.String())),
});

/** A picture as it was uploaded or last changed, and what is made of it already. */
export interface Original {
  readonly id: AssetId;
  readonly place: ObjectPlace;
  readonly storageKey: string;
  readonly size: number;
  readonly fileName: string | null;
  readonly derivatives: readonly (StoredObject & { readonly kind: string })[];
}

interface StoredObject {
  readonly place: ObjectPlace;
  readonly storageKey: string;
  /** Bytes. */
  readonly size: number;
}

/** What was said of a picture: by an AI model, which is named. */
export interface Caption {
  readonly caption: string;
  readonly generator: string;
  readonly altText?: string;
  readonly tags?: readonly string[];
}

/** Derivatives whose objects are stored; no row knows them yet. */
export type StoredDerivatives = readonly DerivativeRow[];

/** One run of a skill on an asset, as far as it has come. */
export interface NewExecution {
  readonly id: string;
  readonly skillName: string;
  readonly trigger: ExecutionRow['trigger_source'];
  readonly parametersJson: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly startedAt: number;
    readonly completedAt: number;
    /** null: it succeeded. */
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}

/** What work behind requests reads and writes of assets. */
export interface Pictures {
  /** Undefined when the asset is gone. */
  find(id: AssetId): Promise<Original | undefined>;
  /** @throws AppError `asset_content_missing` */
  read(object: StoredObject): Promise<ObjectBody>;
  /** Stores derivatives; {@link keep} or {@link discard} must follow, or they are removed within days. */
  store(original: Original, derivatives: readonly Derivative[]): Promise<StoredDerivatives>;
  discard(derivatives: StoredDerivatives): Promise<void>;
  /**
   * Gives derivatives to the asset, one of each kind; returns those that it has no use for, or undefined when the asset
   * is gone.
   * @throws AppError `asset_changed` when it has another original by now
   */
  keep(
    trx: Transaction<Tables>,
    original: Original,
    derivatives: StoredDerivatives,
    looks: Looks,
  ): Promise<StoredDerivatives | undefined>;
  /** Writes down what a skill did, each step once. Nothing is written when the asset is gone. */
  record(trx: Transaction<Tables>, id: AssetId, execution: NewExecution): Promise<void>;
  findExecution(executionId: string): Promise<Execution | undefined>;
  findCaption(id: AssetId): Promise<Caption | undefined>;
  /** Keeps a caption in the place of a former one; a description and an alternative text that are blank become it. */
  saveCaption(trx: Transaction<Tables>, id: AssetId, caption: Caption): Promise<void>;
}

export interface PicturesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly storages: Pick<Storages, 'of'>;
  readonly removals: Removals;
}

export function createPictures({ db, clock, storages, removals }: PicturesOptions): Pictures {
  const noted = createNotedStorage(removals, clock);

  const discard = (derivatives: StoredDerivatives) => removals.discard(derivatives);

  return {
    discard,

    async find(id) {
      const row = await repo.findAsset(db, id);
      if (!row) return undefined;
      const derivatives = (await listDerivatives(db, id)).map((derivative) => ({
        kind: derivative.kind,
        ...storedObject(derivative),
      }));
      return { id, ...storedObject(row), fileName: row.original_file_name, derivatives };
    },

    async read({ place, storageKey, size }) {
      const { storage } = await storages.of(place);
      const body = await storage.read(storageKey, { start: 0, end: size - 1 });
      if (body === undefined) throw new AppError('asset_content_missing');
      return body;
    },

    async store(original, derivatives) {
      const now = clock.now();
      const place = await storages.of(original.place);
      const stored = await Promise.allSettled(
        derivatives.map(async (derivative) => {
          // Given before, as lists are in the order of ids and a busy disk ends with any of them first.
          const id = newId();
          const key = await noted.store(place, derivative.type, chunksOf(derivative.bytes));
          return rowOf(id, original.id, derivative, { ...recordOf(place), storage_key: key }, now);
        }),
      );
      const rows = stored.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
      const failure = stored.find((outcome) => outcome.status === 'rejected');
      if (!failure) return rows;
      await discard(rows);
      throw failure.reason;
    },

    async keep(trx, { id, storageKey }, derivatives, looks) {
      const asset = await repo.lockAsset(trx, id);
      if (!asset) return undefined;
      if (asset.storage_key !== storageKey) throw new AppError('asset_changed');
      const kept = new Set(await insertDerivatives(trx, derivatives));
      const taken = derivatives.filter(({ storage_key }) => kept.has(storage_key));
      if (taken.length > 0) await forgetRemovals(trx, taken);
      await updateLooks(trx, id, { thumbhash: looks.thumbhash, dominant_color: looks.dominantColor }, THUMBNAIL);
      await raiseRevision(trx);
      return derivatives.filter(({ storage_key }) => !kept.has(storage_key));
    },

    async record(trx, id, execution) {
      if (await repo.lockAsset(trx, id)) await saveExecution(trx, executionRow(id, execution));
    },

    async findExecution(executionId) {
      const row = await findExecution(db, executionId);
      return row && presentExecution(row);
    },

    async findCaption(id) {
      const results = await repo.listStructuredResults(db, id);
      const payload: unknown = JSON.parse(results.find(({ kind }) => kind === CAPTION)?.payload_json ?? 'null');
      return matching(CaptionSchema, payload);
    },

    async saveCaption(trx, id, { caption, generator, altText, tags }) {
      const asset = await repo.lockAsset(trx, id);
      if (!asset) return;
      const now = clock.now();
      const payload = JSON.stringify({ caption, generator, altText, tags });
      await repo.saveStructuredResult(trx, {
        id: newId(),
        asset_id: id,
        kind: CAPTION,
        payload_json: payload,
        created_at: now,
      });
      const description = asset.description?.trim() ? asset.description : caption;
      const alt = asset.alt_text?.trim() ? asset.alt_text : (altText ?? caption);
      if (description === asset.description && alt === asset.alt_text) return;
      await repo.updateAsset(trx, asset, {
        description,
        alt_text: alt,
        original_file_name: asset.original_file_name,
        is_public: asset.is_public,
        search_text: searchTextOf([asset.original_file_name, description, alt]),
        updated_at: Math.max(now, asset.updated_at + 1),
      });
    },
  };
}

const storedObject = (row: ObjectPlace & { storage_key: string; size: number }): StoredObject => ({
  place: { storage_provider: row.storage_provider, storage_profile_id: row.storage_profile_id },
  storageKey: row.storage_key,
  size: row.size,
});

function rowOf(
  id: string,
  assetId: AssetId,
  derivative: Derivative,
  object: RemovedObject,
  now: number,
): DerivativeRow {
  const { kind, type, bytes, width, height } = derivative;
  return {
    id,
    asset_id: assetId,
    kind,
    content_type: type.contentType,
    extension: type.extension,
    size: bytes.length,
    width,
    height,
    checksum_sha256: sha256Hex(bytes),
    ...object,
    created_at: now,
  };
}

function executionRow(assetId: AssetId, { id, skillName, trigger, parametersJson, steps }: NewExecution): ExecutionRow {
  const rows = steps.map((step) => ({
    id: newId(),
    execution_id: id,
    step_name: step.name,
    succeeded: step.error === null ? (1 as const) : (0 as const),
    error_code: step.error?.code ?? null,
    error_message: step.error?.message ?? null,
    started_at: step.startedAt,
    completed_at: step.completedAt,
  }));
  return {
    id,
    asset_id: assetId,
    skill_name: skillName,
    trigger_source: trigger,
    started_at: Math.min(...rows.map((row) => row.started_at)),
    completed_at: Math.max(...rows.map((row) => row.completed_at)),
    succeeded: rows.every((row) => row.succeeded === 1) ? 1 : 0,
    parameters_json: parametersJson,
    steps: rows,
  };
}
