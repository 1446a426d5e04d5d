import Type, { type Static } from 'typebox';
import { PERMISSIONS, ROLES, type Role } from '../../core/permissions.ts';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';
import { UserSchema } from '../users/schema.ts';

const CARRIERS = ['body', 'cookie'] as const;

/** How the refresh token travels: in the JSON body (the default), or in a cookie that no script can read. */
const Carrier = Type.Optional(Word(CARRIERS));

export const LoginBody = Type.Object({
  username: Type.String({ description: 'Case and surrounding blanks do not matter.' }),
  password: Type.String(),
  carrier: Carrier,
  remember: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        'Of the carrier "cookie": false has the browser forget the cookie, and each that follows, when it is closed.',
    }),
  ),
});

export const RefreshBody = Type.Object({
  refreshToken: Type.Optional(Type.String({ description: 'Required unless carrier is "cookie".' })),
  carrier: Carrier,
});

export const LogoutBody = RefreshBody;

export const ChangePasswordBody = Type.Object({
  currentPassword: Type.String(),
  newPassword: Type.String(),
});

export const SignedInSchema = Type.Object(
  {
    accessToken: Type.String({ description: 'Send it as Authorization: Bearer <token>.' }),
    refreshToken: Nullable(Type.String({ description: 'null when it is in the cookie.' })),
    accessTokenExpiresAtUtc: Timestamp,
    refreshTokenExpiresAtUtc: Timestamp,
    user: UserSchema,
  },
  { $id: 'SignedIn' },
);

/** What a credential is. */
const CREDENTIAL_KINDS = ['user', 'managedKey', 'environmentKey'] as const;

export const WhoAmISchema = Type.Object(
  {
    kind: Word(CREDENTIAL_KINDS),
    name: Type.String({ description: 'The user name; of a key, what it is called.' }),
    userId: Nullable(Type.String({ format: 'uuid', description: 'The user; of a managed key, its owner.' })),
    username: Nullable(Type.String()),
    role: Type.Unsafe<Role | null>({ type: ['string', 'null'], enum: [...ROLES, null] }),
    permissions: Type.Array(Word(PERMISSIONS), { description: 'What the credential may do now.' }),
    expiresAtUtc: Nullable(Type.String({ format: 'date-time', description: 'When the credential ends; null: never.' })),
    sessionId: Nullable(Id),
    keyId: Nullable(Id),
  },
  { $id: 'WhoAmI' },
);

export type WhoAmI = Static<typeof WhoAmISchema>;
export type SignedInAnswer = Static<typeof SignedInSchema>;
export type CarrierName = (typeof CARRIERS)[number];
