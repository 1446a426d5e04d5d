import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

export const DoctorOptionsSchema = Type.Object({
  repair: Type.Boolean(),
  verifyBytes: Type.Boolean(),
});

export const DoctorRunBody = Type.Object({
  repair: Type.Optional(Type.Boolean({ description: 'Put right what can be put right. Default false: only look.' })),
  verifyBytes: Type.Optional(
    Type.Boolean({ description: 'Read every object and compare its SHA-256. Default true; false: only look for it.' }),
  ),
});

/** One of some words, or null: the list has to name it. */
const WordOrNull = <const T extends readonly string[]>(words: T, description: string) =>
  Type.Unsafe<T[number] | null>({ type: ['string', 'null'], enum: [...words, null], description });

const FindingSchema = Type.Object({
  fault: Word(['orphaned', 'missing', 'changed', 'unreadable']),
  role: WordOrNull(['original', 'version', 'derivative'], 'Null for what is nobody’s.'),
  assetId: Nullable(Id),
  storageProvider: Type.String(),
  storageProfileId: Nullable(Id),
  storageKey: Type.String(),
  repair: WordOrNull(
    ['quarantined', 'restored', 'remade', 'impossible', 'failed', 'gone'],
    'What became of it; null when it was only looked for.',
  ),
});

export const DoctorReportSchema = Type.Object(
  {
    startedAtUtc: Timestamp,
    finishedAtUtc: Timestamp,
    repair: Type.Boolean(),
    verifyBytes: Type.Boolean(),
    rowsChecked: Type.Integer({ description: 'Objects that the database knows.' }),
    objectsListed: Type.Integer({ description: 'Objects found in the stores.' }),
    orphaned: Type.Integer(),
    missing: Type.Integer(),
    changed: Type.Integer(),
    unreadable: Type.Integer(),
    repaired: Type.Integer(),
    storesNotListed: Type.Array(
      Type.Object({ storageProvider: Type.String(), storageProfileId: Nullable(Id), code: Type.String() }),
      { description: 'Stores that could not be compared, and why.' },
    ),
    findings: Type.Array(FindingSchema, { description: 'The first ones, 500 at most.' }),
    isTruncated: Type.Boolean({ description: 'Whether there are more findings than are listed.' }),
  },
  { $id: 'DoctorReport' },
);

export const DoctorRunSchema = Type.Object(
  {
    jobId: Id,
    status: Word(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
    progressPercent: Type.Integer(),
    report: Nullable(DoctorReportSchema),
  },
  { $id: 'DoctorRun' },
);

export const QueuedDoctorSchema = Type.Object({ jobId: Id });

export type DoctorOptions = Static<typeof DoctorOptionsSchema>;
export type DoctorRequest = Static<typeof DoctorRunBody>;
export type Finding = Static<typeof FindingSchema>;
export type DoctorReport = Static<typeof DoctorReportSchema>;
export type DoctorRun = Static<typeof DoctorRunSchema>;
