import Type, { type Static } from 'typebox';
import { PERMISSIONS, ROLES } from '../../core/permissions.ts';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

export const UserSchema = Type.Object(
  {
    id: Id,
    username: Type.String(),
    role: Word(ROLES),
    isActive: Type.Boolean(),
    createdAtUtc: Timestamp,
    updatedAtUtc: Timestamp,
    lastLoginAtUtc: Nullable(Timestamp),
    permissions: Type.Array(Word(PERMISSIONS)),
  },
  { $id: 'User' },
);

export type User = Static<typeof UserSchema>;
