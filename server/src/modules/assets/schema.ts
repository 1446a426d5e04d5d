import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

const Status = Word(['pending', 'ready', 'deleted', 'failed']);
const Uri = Type.String({ format: 'uri' });

const looks = {
  thumbhash: Nullable(
    Type.String({ description: 'A blurred picture (thumbhash) in base64; null until it is processed.' }),
  ),
  dominantColor: Nullable(Type.String({ description: '#rrggbb; null until it is processed.' })),
};

const itemLooks = {
  thumbnailUrl: Nullable(
    Type.String({ format: 'uri', description: 'Its derivative webp_256; null for private ones and until it is made.' }),
  ),
  ...looks,
};

/** What every view of an asset shows. */
const facts = {
  id: Id,
  type: Word(['image']),
  status: Status,
  originalFileName: Nullable(Type.String()),
  contentType: Type.String(),
  size: Type.Integer({ description: 'Bytes.' }),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  publicUrl: Nullable(Uri),
  isPublic: Type.Boolean(),
  createdAtUtc: Timestamp,
  updatedAtUtc: Timestamp,
};

export const DerivativeSchema = Type.Object({
  kind: Type.String(),
  contentType: Type.String(),
  extension: Type.String(),
  size: Type.Integer(),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  publicUrl: Nullable(Uri),
  createdAtUtc: Timestamp,
});

const StructuredResultSchema = Type.Object({
  kind: Type.String(),
  payloadJson: Type.String({ description: 'JSON as text.' }),
  createdAtUtc: Timestamp,
});

/** Null as well when the step failed before codes were kept. */
export const StepErrorCode = Nullable(Type.String({ description: 'Stable code of errorMessage, as errors have it.' }));

export const ExecutionSchema = Type.Object({
  executionId: Id,
  skillName: Type.String(),
  triggerSource: Word(['upload', 'manual']),
  startedAtUtc: Timestamp,
  completedAtUtc: Timestamp,
  succeeded: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      stepName: Type.String(),
      succeeded: Type.Boolean(),
      errorCode: StepErrorCode,
      errorMessage: Nullable(Type.String()),
      startedAtUtc: Timestamp,
      completedAtUtc: Timestamp,
    }),
  ),
});

const ProcessingSchema = Type.Object(
  {
    jobId: Id,
    status: Word(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
    progressPercent: Type.Integer(),
    progressStep: Nullable(Type.String()),
    error: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  },
  { description: 'The work on this asset that is under way, else the latest; null when none is remembered.' },
);

export const AssetSchema = Type.Object(
  {
    id: facts.id,
    type: facts.type,
    status: facts.status,
    originalFileName: facts.originalFileName,
    storedFileName: Nullable(Type.String()),
    contentType: facts.contentType,
    extension: Type.String({ description: 'With the leading dot.' }),
    size: facts.size,
    width: facts.width,
    height: facts.height,
    checksumSha256: Nullable(Type.String({ description: '64 lower-case hex digits.' })),
    storageProvider: Type.String(),
    storageProviderProfileId: Nullable(Id),
    storageKey: Type.String(),
    publicUrl: facts.publicUrl,
    isPublic: facts.isPublic,
    description: Nullable(Type.String()),
    altText: Nullable(Type.String()),
    createdAtUtc: facts.createdAtUtc,
    updatedAtUtc: facts.updatedAtUtc,
    derivatives: Type.Array(DerivativeSchema),
    structuredResults: Type.Array(StructuredResultSchema),
    latestExecutionSummary: Nullable(ExecutionSchema),
    ...looks,
    processing: Nullable(ProcessingSchema),
  },
  { $id: 'Asset' },
);

const PreviewSchema = Type.Object({
  url: Uri,
  width: Type.Integer(),
  height: Type.Integer(),
});

const previews = {
  previews: Type.Array(PreviewSchema, {
    description: 'Smaller copies in WebP, the narrowest first, to choose from for a place; empty until they are made.',
  }),
};

export const AssetItemSchema = Type.Object(
  {
    id: facts.id,
    type: facts.type,
    status: facts.status,
    originalFileName: facts.originalFileName,
    contentType: facts.contentType,
    size: facts.size,
    width: facts.width,
    height: facts.height,
    storageProvider: Type.String(),
    storageProviderProfileId: Nullable(Id),
    publicUrl: facts.publicUrl,
    isPublic: facts.isPublic,
    createdAtUtc: facts.createdAtUtc,
    updatedAtUtc: facts.updatedAtUtc,
    ...itemLooks,
    previews: Type.Optional(
      Type.Array(PreviewSchema, {
        description: 'As of a public one, when they were asked for; empty for private ones.',
      }),
    ),
  },
  { $id: 'AssetItem' },
);

const publicFacts = {
  id: facts.id,
  type: facts.type,
  originalFileName: facts.originalFileName,
  contentType: facts.contentType,
};
const publicTexts = {
  size: facts.size,
  width: facts.width,
  height: facts.height,
  publicUrl: facts.publicUrl,
  description: Nullable(Type.String()),
  altText: Nullable(Type.String()),
  createdAtUtc: facts.createdAtUtc,
  updatedAtUtc: facts.updatedAtUtc,
  ...itemLooks,
};

export const PublicAssetItemSchema = Type.Object(
  { ...publicFacts, ...publicTexts, ...previews },
  { $id: 'PublicAssetItem' },
);

export const PublicAssetSchema = Type.Object(
  {
    ...publicFacts,
    extension: Type.String(),
    ...publicTexts,
    ...previews,
    derivatives: Type.Array(DerivativeSchema),
  },
  { $id: 'PublicAsset' },
);

const page = {
  page: Type.Integer(),
  pageSize: Type.Integer(),
  total: Type.Integer({ description: 'How many match in all, exactly.' }),
  nextCursor: Nullable(Type.String({ description: 'Pass it as cursor for the next page; null on the last one.' })),
};

export const AssetPageSchema = Type.Object({ items: Type.Array(AssetItemSchema), ...page });
export const PublicAssetPageSchema = Type.Object({ items: Type.Array(PublicAssetItemSchema), ...page });

export const ExecutionPageSchema = Type.Object({
  items: Type.Array(ExecutionSchema),
  pageSize: Type.Integer(),
  nextCursor: page.nextCursor,
});

export const ExecutionListQuery = Type.Object({
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, description: 'More than allowed counts as the most that is allowed.' }),
  ),
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before.' })),
});

const paging = {
  page: Type.Optional(Type.Integer({ description: 'From 1; smaller counts as 1.' })),
  pageSize: Type.Optional(Type.Integer({ description: 'More than allowed counts as the most that is allowed.' })),
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before; page is then ignored.' })),
  query: Type.Optional(
    Type.String({ description: 'Text within file name, description or alternative text; case does not matter.' }),
  ),
  contentType: Type.Optional(Type.String({ description: 'A type such as image/png, or a group such as image/*.' })),
};

const ordering = {
  orderBy: Type.Optional(Type.String({ description: 'createdAt (default) or size.' })),
  orderDirection: Type.Optional(Type.String({ description: 'desc (default) or asc.' })),
};

export const AssetListQuery = Type.Object({
  ...paging,
  keyword: Type.Optional(Type.String({ description: 'Same as query, which wins.' })),
  status: Type.Optional(Type.String({ description: 'pending, ready, deleted or failed; anything else is ignored.' })),
  isPublic: Type.Optional(Type.String({ description: 'true or false; anything else is ignored.' })),
  hasAltText: Type.Optional(Type.Boolean({ description: 'Those with alternative text, or those without.' })),
  storageProviderProfileId: Type.Optional({ ...Id, description: 'Those that this storage profile holds.' }),
  createdFrom: Type.Optional(Type.String({ description: 'Not before this time (ISO 8601).' })),
  createdTo: Type.Optional(Type.String({ description: 'Not after this time (ISO 8601).' })),
  previews: Type.Optional(Type.Boolean({ description: 'true: each item tells its smaller copies.' })),
  ...ordering,
  sortBy: Type.Optional(Type.String({ description: 'Same as orderBy, which wins.' })),
  sortDirection: Type.Optional(Type.String({ description: 'Same as orderDirection, which wins.' })),
});

export const PublicAssetListQuery = Type.Object({
  ...paging,
  orientation: Type.Optional(Type.String({ description: 'landscape, portrait or square; anything else is ignored.' })),
  ...ordering,
});

export const AssetPatchBody = Type.Object({
  description: Type.Optional(Nullable(Type.String())),
  altText: Type.Optional(Nullable(Type.String())),
  originalFileName: Type.Optional(Nullable(Type.String())),
  isPublic: Type.Optional(Type.Boolean()),
});

const CommitMessage = Type.Optional(
  Nullable(Type.String({ maxLength: 1000, description: 'For storage that keeps a history: why.' })),
);

export const AssetDeleteBody = Type.Union([Type.Object({ commitMessage: CommitMessage }), Type.Null()]);

export const DeletedSchema = Type.Object({ id: Id, status: Word(['deleted']), deletedAtUtc: Timestamp });

const Ids = Type.Array(Type.String());

export const BatchDeleteBody = Type.Union([Ids, Type.Object({ ids: Ids, commitMessage: CommitMessage }), Type.Null()]);

/** What became of one asset of a batch. */
export const DeletionSchema = Type.Object({
  id: Id,
  status: Word(['deleted', 'notFound', 'failed']),
  errorCode: Nullable(Type.String({ description: 'Why it failed. The asset is as it was.' })),
});

export const BatchDeletedSchema = Type.Object({
  requestedCount: Type.Integer(),
  deletedCount: Type.Integer(),
  notFoundIds: Type.Array(Id),
  results: Type.Array(DeletionSchema, { description: 'Each id once, in the order given.' }),
});

export const UsageStatsSchema = Type.Object(
  {
    totalAssets: Type.Integer(),
    totalBytes: Type.Integer(),
    totalDerivatives: Type.Integer(),
    contentTypeBreakdown: Type.Array(
      Type.Object({ contentType: Type.String(), count: Type.Integer(), totalBytes: Type.Integer() }),
    ),
    storageBreakdown: Type.Array(
      Type.Object({
        storageProvider: Type.String(),
        storageProviderProfileId: Nullable(Id),
        count: Type.Integer(),
        totalBytes: Type.Integer(),
      }),
    ),
    mostActiveSkill: Nullable(Type.Object({ skillName: Type.String(), runCount: Type.Integer() })),
  },
  { $id: 'UsageStats' },
);

/** The upload form, for the API description; the stream itself is read by `upload-form.ts`. */
export const UploadForm = Type.Object({
  file: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  altText: Type.Optional(Type.String({ maxLength: 1000 })),
  isPublic: Type.Optional(Type.Boolean({ default: true })),
  storageProviderProfileId: Type.Optional(Id),
  runEnrichment: Type.Optional(Type.Boolean({ default: true })),
  commitMessage: Type.Optional(Type.String()),
});

export type Asset = Static<typeof AssetSchema>;
export type AssetItem = Static<typeof AssetItemSchema>;
export type PublicAsset = Static<typeof PublicAssetSchema>;
export type Preview = Static<typeof PreviewSchema>;
export type PublicAssetItem = Static<typeof PublicAssetItemSchema>;
export const VersionSchema = Type.Object(
  {
    number: Type.Integer({ description: 'From 1, in the order in which they were replaced.' }),
    contentType: Type.String(),
    extension: Type.String(),
    size: Type.Integer(),
    width: Type.Integer(),
    height: Type.Integer(),
    checksumSha256: Type.String(),
    replacedBy: Type.String({ description: 'A skill, or restore.' }),
    replacedAtUtc: Timestamp,
  },
  { $id: 'AssetVersion' },
);

export type Version = Static<typeof VersionSchema>;
export type Execution = Static<typeof ExecutionSchema>;
export type Derivative = Static<typeof DerivativeSchema>;
export type AssetPatch = Static<typeof AssetPatchBody>;
export type Deletion = Static<typeof DeletionSchema>;
export type UsageStats = Static<typeof UsageStatsSchema>;
