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

// Without its $id, which may stand only once in a schema.
const ListedUser = Type.Object(UserSchema.properties);

export const UserListQuery = Type.Object({
  page: Type.Optional(Type.Integer({ description: '1 when missing.' })),
  pageSize: Type.Optional(Type.Integer({ description: '20 when missing; more than 100 counts as 100.' })),
  query: Type.Optional(Type.String({ maxLength: 128, description: 'Part of the user name, in any case.' })),
  role: Type.Optional(Word(ROLES)),
  isActive: Type.Optional(Type.Boolean()),
  orderBy: Type.Optional(Word(['createdAt', 'lastLoginAt', 'username'])),
  orderDirection: Type.Optional(Word(['asc', 'desc'])),
});

export const UserPageSchema = Type.Object(
  {
    items: Type.Array(ListedUser),
    page: Type.Integer(),
    pageSize: Type.Integer(),
    total: Type.Integer(),
  },
  { $id: 'UserPage' },
);

export const UserListSchema = Type.Union([Type.Array(ListedUser), UserPageSchema], {
  description: 'A page when any parameter is given, else an array of everybody.',
});

const Permissions = Type.Array(Type.String(), {
  maxItems: 256,
  description: 'Unknown ones are left out.',
});

export const UserCreateBody = Type.Object({
  username: Type.String({ description: 'At most 128 characters; unique in any case, kept in lower case.' }),
  password: Type.String(),
  role: Word(ROLES),
  isActive: Type.Optional(Nullable(Type.Boolean({ description: 'true when missing.' }))),
  permissions: Type.Optional(
    Type.Unsafe<string[] | null>({
      ...Permissions,
      type: ['array', 'null'],
      description: 'Those of the role when missing or empty. Unknown ones are left out.',
    }),
  ),
});

export const UserPatchBody = Type.Object({
  username: Type.Optional(Nullable(Type.String())),
  role: Type.Optional(Word(ROLES)),
  isActive: Type.Optional(Type.Boolean({ description: 'Needs the permission users.disable as well.' })),
});

export const UserStatusBody = Type.Object({ isActive: Type.Boolean() });

export const UserPasswordBody = Type.Object({ newPassword: Type.String() });

export const UserPermissionsBody = Type.Object({ permissions: Permissions });

export type User = Static<typeof UserSchema>;
export type UserPage = Static<typeof UserPageSchema>;
export type UserListRequest = Static<typeof UserListQuery>;
export type NewUser = Static<typeof UserCreateBody>;
export type UserPatch = Static<typeof UserPatchBody>;
