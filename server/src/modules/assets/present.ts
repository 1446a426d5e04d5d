import { toTimestamp } from '../../core/clock.ts';
import type { DerivativeRow, PreviewRow } from './derivatives-repo.ts';
import type { ExecutionRow } from './executions-repo.ts';
import type { LinkBase } from './links.ts';
import type { AssetRow, ItemRow, MatchRow, ProcessingRow, PublicItemRow, StructuredResultRow } from './repo.ts';
import type { Asset, AssetItem, Derivative, Execution, Preview, PublicAsset, PublicAssetItem } from './schema.ts';

/** What belongs to an asset beside its own row. */
export interface AssetParts {
  readonly derivatives: readonly DerivativeRow[];
  readonly structuredResults: readonly StructuredResultRow[];
  readonly latestExecution: ExecutionRow | undefined;
  readonly processing: ProcessingRow | undefined;
}

/** An asset as those see it who may read assets. A private one has no public address, nor have its derivatives. */
export const presentAsset = (row: AssetRow, parts: AssetParts, base: LinkBase): Asset => ({
  id: row.id,
  type: row.type,
  status: row.status,
  originalFileName: row.original_file_name,
  storedFileName: row.storage_key.slice(row.storage_key.lastIndexOf('/') + 1),
  contentType: row.content_type,
  extension: row.extension,
  size: row.size,
  width: row.width,
  height: row.height,
  checksumSha256: row.checksum_sha256,
  storageProvider: row.storage_provider,
  storageProviderProfileId: row.storage_profile_id,
  storageKey: row.storage_key,
  publicUrl: publicUrl(row, base),
  isPublic: row.is_public === 1,
  description: row.description,
  altText: row.alt_text,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.updated_at),
  derivatives: parts.derivatives.map((derivative) => presentDerivative(derivative, row.is_public === 1, base)),
  structuredResults: parts.structuredResults.map((result) => ({
    kind: result.kind,
    payloadJson: result.payload_json,
    createdAtUtc: toTimestamp(result.created_at),
  })),
  latestExecutionSummary: parts.latestExecution ? presentExecution(parts.latestExecution) : null,
  thumbhash: row.thumbhash,
  dominantColor: row.dominant_color,
  processing: parts.processing ? presentProcessing(parts.processing) : null,
});

/** @param previews left out when undefined */
export const presentItem = (row: ItemRow, previews: readonly PreviewRow[] | undefined, base: LinkBase): AssetItem => ({
  id: row.id,
  type: row.type,
  status: row.status,
  originalFileName: row.original_file_name,
  contentType: row.content_type,
  size: row.size,
  width: row.width,
  height: row.height,
  storageProvider: row.storage_provider,
  storageProviderProfileId: row.storage_profile_id,
  publicUrl: publicUrl(row, base),
  isPublic: row.is_public === 1,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.updated_at),
  ...looksOf(row, row.is_public === 1, base),
  ...(previews && { previews: presentPreviews(previews, base) }),
});

/** What is told of a picture that a search found. */
export interface AssetMatch {
  readonly id: AssetRow['id'];
  readonly originalFileName: string | null;
  readonly altText: string | null;
  readonly description: string | null;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly isPublic: boolean;
  readonly createdAtUtc: string;
  readonly publicUrl: string | null;
}

export const presentMatch = (row: MatchRow, base: LinkBase): AssetMatch => ({
  id: row.id,
  originalFileName: row.original_file_name,
  altText: row.alt_text,
  description: row.description,
  contentType: row.content_type,
  size: row.size,
  width: row.width,
  height: row.height,
  isPublic: row.is_public === 1,
  createdAtUtc: toTimestamp(row.created_at),
  publicUrl: publicUrl(row, base),
});

/** An asset as everybody sees it. Only for public ones. */
export const presentPublicItem = (
  row: PublicItemRow,
  previews: readonly PreviewRow[],
  base: LinkBase,
): PublicAssetItem => ({
  id: row.id,
  type: row.type,
  originalFileName: row.original_file_name,
  contentType: row.content_type,
  size: row.size,
  width: row.width,
  height: row.height,
  publicUrl: base.urlOf(row, row.storage_key),
  description: row.description,
  altText: row.alt_text,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.updated_at),
  ...looksOf(row, true, base),
  previews: presentPreviews(previews, base),
});

/** One a width: the copies of a picture that is smaller than they might be are all of its own size. */
const presentPreviews = (rows: readonly PreviewRow[], base: LinkBase): Preview[] =>
  rows.flatMap((row, index) => {
    const { width, height } = row;
    if (width === null || height === null || width === rows[index - 1]?.width) return [];
    return [{ url: base.urlOf(row, row.storage_key), width, height }];
  });

export const presentPublicAsset = (
  row: AssetRow,
  previews: readonly PreviewRow[],
  derivatives: readonly DerivativeRow[],
  base: LinkBase,
): PublicAsset => ({
  ...presentPublicItem(row, previews, base),
  extension: row.extension,
  derivatives: derivatives.map((derivative) => presentDerivative(derivative, true, base)),
});

const presentDerivative = (row: DerivativeRow, isPublic: boolean, base: LinkBase): Derivative => ({
  kind: row.kind,
  contentType: row.content_type,
  extension: row.extension,
  size: row.size,
  width: row.width,
  height: row.height,
  publicUrl: isPublic ? base.urlOf(row, row.storage_key) : null,
  createdAtUtc: toTimestamp(row.created_at),
});

export const presentExecution = (row: ExecutionRow): Execution => ({
  executionId: row.id,
  skillName: row.skill_name,
  triggerSource: row.trigger_source,
  startedAtUtc: toTimestamp(row.started_at),
  completedAtUtc: toTimestamp(row.completed_at),
  succeeded: row.succeeded === 1,
  steps: row.steps.map((step) => ({
    stepName: step.step_name,
    succeeded: step.succeeded === 1,
    errorCode: step.error_code,
    errorMessage: step.error_message,
    startedAtUtc: toTimestamp(step.started_at),
    completedAtUtc: toTimestamp(step.completed_at),
  })),
});

const presentProcessing = (row: ProcessingRow): NonNullable<Asset['processing']> => ({
  jobId: row.id,
  status: row.status,
  progressPercent: row.progress,
  progressStep: row.step,
  error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
});

/** What stands for a picture in a list. Its blurred form and colour are no secret from those who see the item. */
const looksOf = (
  row: Pick<AssetRow, 'storage_provider' | 'storage_profile_id' | 'thumbnail_key' | 'thumbhash' | 'dominant_color'>,
  isPublic: boolean,
  base: LinkBase,
) => ({
  thumbnailUrl: isPublic && row.thumbnail_key !== null ? base.urlOf(row, row.thumbnail_key) : null,
  thumbhash: row.thumbhash,
  dominantColor: row.dominant_color,
});

const publicUrl = (
  row: Pick<AssetRow, 'is_public' | 'storage_provider' | 'storage_profile_id' | 'storage_key'>,
  base: LinkBase,
): string | null => (row.is_public === 1 ? base.urlOf(row, row.storage_key) : null);
