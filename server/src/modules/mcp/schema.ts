import Type, { type TProperties, type TSchema } from 'typebox';

/** `schema` or null, spelled as agents' clients have always been told it. */
export const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** An object with these properties and no others. */
export const Exactly = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Uuid = Type.String({ format: 'uuid' });
export const Uri = Type.String({ format: 'uri' });
export const DateTime = Type.String({ format: 'date-time' });

/** Input of tools that are about one asset. */
export const IdInput = Exactly({ id: Uuid });

const DerivativeView = Exactly({
  kind: Type.String(),
  contentType: Type.String(),
  extension: Type.String(),
  size: Type.Integer(),
  width: Type.Optional(OrNull(Type.Integer())),
  height: Type.Optional(OrNull(Type.Integer())),
  publicUrl: Type.Optional(OrNull(Uri)),
  createdAtUtc: DateTime,
});

const StructuredResultView = Exactly({ kind: Type.String(), payloadJson: Type.String(), createdAtUtc: DateTime });

const ExecutionStepView = Exactly({
  stepName: Type.String(),
  succeeded: Type.Boolean(),
  errorMessage: Type.Optional(OrNull(Type.String())),
  startedAtUtc: DateTime,
  completedAtUtc: DateTime,
});

const ExecutionView = Exactly({
  executionId: Uuid,
  skillName: Type.String(),
  triggerSource: Type.String(),
  startedAtUtc: DateTime,
  completedAtUtc: DateTime,
  succeeded: Type.Boolean(),
  steps: Type.Array(ExecutionStepView),
});

/** An asset as agents see it: nothing of where and how it is stored. */
export const AssetDetail = Exactly({
  id: Uuid,
  type: Type.String(),
  status: Type.String(),
  originalFileName: OrNull(Type.String()),
  contentType: Type.String(),
  extension: Type.String(),
  size: Type.Integer(),
  width: Type.Optional(OrNull(Type.Integer())),
  height: Type.Optional(OrNull(Type.Integer())),
  checksumSha256: Type.Optional(OrNull(Type.String())),
  publicUrl: Type.Optional(OrNull(Uri)),
  isPublic: Type.Boolean(),
  description: Type.Optional(OrNull(Type.String())),
  altText: Type.Optional(OrNull(Type.String())),
  createdAtUtc: DateTime,
  updatedAtUtc: DateTime,
  derivatives: Type.Array(DerivativeView),
  structuredResults: Type.Array(StructuredResultView),
  latestExecutionSummary: Type.Optional(OrNull(ExecutionView)),
});

const AssetItemView = Exactly({
  id: Uuid,
  type: Type.String(),
  status: Type.String(),
  originalFileName: OrNull(Type.String()),
  contentType: Type.String(),
  size: Type.Integer(),
  width: Type.Optional(OrNull(Type.Integer())),
  height: Type.Optional(OrNull(Type.Integer())),
  publicUrl: Type.Optional(OrNull(Uri)),
  isPublic: Type.Boolean(),
  createdAtUtc: DateTime,
  updatedAtUtc: DateTime,
});

export const AssetPage = Exactly({
  items: Type.Array(AssetItemView),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  total: Type.Integer(),
});
