import Type, { type Static } from 'typebox';
import { Nullable, Timestamp, Word } from '../../core/schema.ts';
import { UserSchema } from '../users/schema.ts';

const CARRIERS = ['body', 'cookie'] as const;

/** How the refresh token travels: in the JSON body (the default), or in a cookie that no script can read. */
const Carrier = Type.Optional(Word(CARRIERS));

export const LoginBody = Type.Object({
  username: Type.String({ description: 'Case and surrounding blanks do not matter.' }),
  password: Type.String(),
  carrier: Carrier,
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

export type SignedInAnswer = Static<typeof SignedInSchema>;
export type CarrierName = (typeof CARRIERS)[number];
