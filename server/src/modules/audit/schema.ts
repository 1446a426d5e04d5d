import Type, { type Static } from 'typebox';
import { ACTIONS, OUTCOMES } from '../../core/audit-events.ts';
import { Nullable, Timestamp, Word } from '../../core/schema.ts';

export const AuditEventSchema = Type.Object(
  {
    seq: Type.Integer({ description: '1, 2, 3, … without a gap.' }),
    atUtc: Timestamp,
    action: Word(ACTIONS),
    outcome: Word(OUTCOMES),
    actor: Type.Object({
      kind: Type.String({ description: 'user, apiKey, anonymous, or system for the program itself.' }),
      id: Nullable(Type.String({ description: 'The user; of a managed key, its owner.' })),
      name: Nullable(Type.String()),
      credential: Nullable(Type.String({ description: 'Names the session or key that was used.' })),
    }),
    address: Type.String({ description: 'The client’s IP address; empty for the program itself.' }),
    userAgent: Type.String(),
    traceId: Type.String(),
    target: Type.Object({
      kind: Nullable(Type.String()),
      id: Nullable(Type.String()),
      name: Nullable(Type.String()),
    }),
    details: Type.Record(Type.String(), Type.Unknown()),
    previousHash: Type.String({ description: 'The hash of the event before.' }),
    hash: Type.String({ description: 'SHA-256 over this event and previousHash.' }),
  },
  { $id: 'AuditEvent' },
);

const filters = {
  action: Type.Optional(Word(ACTIONS)),
  outcome: Type.Optional(Word(OUTCOMES)),
  actorId: Type.Optional(Type.String({ maxLength: 64 })),
  credential: Type.Optional(
    Type.String({ maxLength: 64, description: 'The session or key that was used, as events name it.' }),
  ),
  targetKind: Type.Optional(Type.String({ maxLength: 64 })),
  targetId: Type.Optional(Type.String({ maxLength: 64 })),
  address: Type.Optional(Type.String({ maxLength: 64, description: 'The client’s IP address, exactly.' })),
  from: Type.Optional(Type.String({ description: 'Not before this time (ISO 8601).' })),
  to: Type.Optional(Type.String({ description: 'Not after this time (ISO 8601).' })),
};

export const AuditExportQuery = Type.Object(filters);

export const AuditListQuery = Type.Object({
  ...filters,
  pageSize: Type.Optional(Type.Integer({ description: '1 to 200; 50 when missing. More counts as 200.' })),
  cursor: Type.Optional(
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'nextCursor of the page before.' }),
  ),
});

export const AuditPageSchema = Type.Object({
  items: Type.Array(AuditEventSchema),
  nextCursor: Nullable(Type.Integer({ description: 'Pass it as cursor for older events; null at the end.' })),
});

export type AuditEventAnswer = Static<typeof AuditEventSchema>;
export type AuditFilters = Static<typeof AuditExportQuery>;
