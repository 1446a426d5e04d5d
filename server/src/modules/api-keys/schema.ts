import Type, { type Static } from 'typebox';
import { PERMISSIONS, ROLES } from '../../core/permissions.ts';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';
import { EXPIRY_DAYS } from './expiry.ts';
import { PRESETS } from './presets.ts';

const MAX_ADDRESSES = 50;
const MAX_OVERLAP_DAYS = 7;

export const KEY_STATUSES = ['active', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

const Permissions = Type.Array(Word(PERMISSIONS));

export const ApiKeySchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    prefix: Type.String({ description: 'What the key begins with: nhk_<id>_. Names it, tells nothing of its secret.' }),
    status: Word(KEY_STATUSES),
    owner: Type.Object({ id: Id, username: Type.String(), role: Word(ROLES), isActive: Type.Boolean() }),
    permissions: Permissions,
    effectivePermissions: Type.Array(Word(PERMISSIONS), {
      description: 'Of these, what its owner may do now: all that the key can do.',
    }),
    allowedAddresses: Type.Array(Type.String(), { description: 'Addresses and networks; empty: from anywhere.' }),
    createdAtUtc: Timestamp,
    expiresAtUtc: Nullable(Timestamp),
    rotatedAtUtc: Nullable(Timestamp),
    formerKeyValidUntilUtc: Nullable(Timestamp),
    revokedAtUtc: Nullable(Timestamp),
    lastUsedAtUtc: Nullable(
      Type.String({ format: 'date-time', description: 'Of uses within 5 minutes the first is noted.' }),
    ),
    lastUsedAddress: Nullable(Type.String()),
    lastUsedClient: Nullable(Type.String({ description: 'The User-Agent header of the client.' })),
  },
  { $id: 'ApiKey' },
);

const EnvironmentKeySchema = Type.Object(
  {
    name: Type.String({ description: 'How log and record name the key.' }),
    fingerprint: Type.String({ description: 'The first 16 hex digits of its SHA-256.' }),
  },
  { $id: 'EnvironmentKey' },
);

export const ApiKeyListQuery = Type.Object({
  all: Type.Optional(
    Type.Boolean({ description: 'Also the keys of the people you manage. Needs the permission users.read.' }),
  ),
  ownerId: Type.Optional(Id),
  status: Type.Optional(Word(KEY_STATUSES)),
  pageSize: Type.Optional(Type.Integer({ description: 'From 1 to 100; 50 if not given.' })),
  cursor: Type.Optional(Type.String({ format: 'uuid', description: 'nextCursor of the page before.' })),
});

export const ApiKeyListSchema = Type.Object({
  items: Type.Array(ApiKeySchema),
  nextCursor: Nullable(Type.String()),
  environmentKeys: Type.Array(EnvironmentKeySchema, {
    description: 'Keys of the environment, for those who may read settings. They are changed there.',
  }),
});

const closed = { additionalProperties: false } as const;

const Expiry = {
  expiresInDays: Type.Optional(Type.Unsafe<(typeof EXPIRY_DAYS)[number]>({ type: 'integer', enum: [...EXPIRY_DAYS] })),
  expiresAtUtc: Type.Optional(Timestamp),
  neverExpires: Type.Optional(Type.Boolean()),
};

const Name = Type.String({ description: '1 to 100 characters.' });

export const CreateApiKeyBody = Type.Object(
  {
    name: Name,
    permissions: Type.Optional(
      Type.Array(Word(PERMISSIONS), {
        minItems: 1,
        maxItems: PERMISSIONS.length,
        description: 'What the key may do: never more than you hold. Either this or preset.',
      }),
    ),
    preset: Type.Optional(
      Type.Unsafe<(typeof PRESETS)[number]>({
        type: 'string',
        enum: [...PRESETS],
        description:
          'readOnly: assets.read. uploader: assets.create, assets.read. agent: assets.create, assets.read, assets.update. full: all that you hold now.',
      }),
    ),
    ...Expiry,
    allowedAddresses: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: MAX_ADDRESSES,
        description: 'IP addresses and networks (203.0.113.7, 10.0.0.0/8, 2001:db8::/32); none: from anywhere.',
      }),
    ),
    ownerId: Type.Optional(
      Type.String({ format: 'uuid', description: 'For whom a key of the environment makes the key.' }),
    ),
  },
  { ...closed, description: 'Without an expiry the key is good for 90 days.' },
);

export const RenameApiKeyBody = Type.Object({ name: Name }, closed);

export const RotateApiKeyBody = Type.Object(
  {
    overlapDays: Type.Integer({
      minimum: 0,
      maximum: MAX_OVERLAP_DAYS,
      description: 'How long the former key stays good; 0: it ends at once.',
    }),
    ...Expiry,
  },
  { ...closed, description: 'Without an expiry that of the key stays.' },
);

export const IssuedApiKeySchema = Type.Object(
  {
    key: Type.String({ description: 'The key itself. Shown here and never again.' }),
    apiKey: ApiKeySchema,
  },
  { $id: 'IssuedApiKey' },
);

export type ApiKeyAnswer = Static<typeof ApiKeySchema>;
export type ApiKeyPage = Static<typeof ApiKeyListSchema>;
export type IssuedApiKey = Static<typeof IssuedApiKeySchema>;
export type CreateApiKey = Static<typeof CreateApiKeyBody>;
export type RotateApiKey = Static<typeof RotateApiKeyBody>;
export type ApiKeyQuery = Static<typeof ApiKeyListQuery>;
