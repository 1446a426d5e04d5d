import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

const Status = Word(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
const Lane = Word(['images', 'ai', 'storage', 'maintenance']);

export const JobSchema = Type.Object(
  {
    id: Id,
    kind: Type.String({ description: 'What is done.' }),
    lane: Lane,
    status: Status,
    assetId: Nullable(Id),
    attempts: Type.Integer({ description: 'Tries begun, the running one included.' }),
    maxAttempts: Type.Integer(),
    progressPercent: Type.Integer({ description: '0 to 100, of the latest try.' }),
    progressStep: Nullable(Type.String({ description: 'What the latest try was doing.' })),
    error: Nullable(
      Type.Object(
        { code: Type.String(), message: Type.String() },
        { description: 'Why the latest try that failed did so; null once the job has succeeded.' },
      ),
    ),
    result: Type.Unknown({ description: 'Depends on the kind; null until the job has succeeded.' }),
    createdBy: Nullable(Type.String({ description: 'Who asked for it; null for NekoHub itself.' })),
    createdAtUtc: Timestamp,
    nextAttemptAtUtc: Nullable(Timestamp),
    startedAtUtc: Nullable(Type.String({ format: 'date-time', description: 'When the latest try began.' })),
    finishedAtUtc: Nullable(Timestamp),
  },
  { $id: 'Job' },
);

export const JobListQuery = Type.Object({
  status: Type.Optional(Status),
  kind: Type.Optional(Type.String({ pattern: '^[\\w.-]{1,100}$' })),
  assetId: Type.Optional(Id),
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, description: 'More than allowed counts as the most that is allowed.' }),
  ),
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before.' })),
});

export const JobPageSchema = Type.Object({
  items: Type.Array(JobSchema),
  pageSize: Type.Integer(),
  nextCursor: Nullable(Type.String({ description: 'Pass it as cursor for the next page; null on the last one.' })),
});

export const JobSummarySchema = Type.Object(
  {
    lanes: Type.Array(
      Type.Object({
        lane: Lane,
        queued: Type.Integer(),
        running: Type.Integer(),
        succeeded: Type.Integer(),
        failed: Type.Integer(),
        cancelled: Type.Integer(),
      }),
    ),
  },
  { $id: 'JobSummary' },
);

export const AssetJobSchema = Type.Object(
  {
    id: Id,
    assetId: Id,
    status: Word(['pending', 'running', 'succeeded', 'failed']),
    attempts: Type.Integer({ description: 'Tries begun, the running one included.' }),
    createdAtUtc: Timestamp,
    updatedAtUtc: Timestamp,
    errorMessage: Nullable(Type.String()),
  },
  { $id: 'AssetJob', description: 'What is queued is pending here, and what was cancelled has failed.' },
);

export type AssetJob = Static<typeof AssetJobSchema>;
export type Job = Static<typeof JobSchema>;
export type JobListRequest = Static<typeof JobListQuery>;
export type JobSummary = Static<typeof JobSummarySchema>;
