import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

export const SessionSchema = Type.Object(
  {
    id: Id,
    device: Type.Object({
      browser: Nullable(Type.String({ description: 'null when the user agent does not tell.' })),
      system: Nullable(Type.String()),
    }),
    userAgent: Type.String({ description: 'As it was sent at sign-in.' }),
    address: Type.String({ description: 'The IP address of the sign-in.' }),
    lastAddress: Type.String({ description: 'The IP address when it was last seen.' }),
    createdAtUtc: Timestamp,
    lastSeenAtUtc: Type.String({ format: 'date-time', description: 'Exact to a few minutes.' }),
    expiresAtUtc: Type.String({ format: 'date-time', description: 'When it ends unless it is used before.' }),
    endedAtUtc: Nullable(Type.String({ format: 'date-time', description: 'null while it is live.' })),
    isCurrent: Type.Boolean({ description: 'Whether this very request belongs to it.' }),
    warning: Nullable(
      Type.Object(
        {
          code: Word(['refresh_token_late', 'refresh_token_reused']),
          atUtc: Timestamp,
        },
        {
          description:
            'A refresh token came back when its time was over: late, and the session went on; or used before, and it was ended. Somebody else may have the token.',
        },
      ),
    ),
  },
  { $id: 'Session' },
);

export const EndedSessionsSchema = Type.Object({ endedCount: Type.Integer() });

export type Session = Static<typeof SessionSchema>;
