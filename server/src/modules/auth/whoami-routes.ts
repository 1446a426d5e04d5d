import type { Actor } from '../../core/actor.ts';
import { toTimestampOrNull } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { knownPermissions, PERMISSIONS, type Permission } from '../../core/permissions.ts';
import type { HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import type { Authenticator } from './authenticator.ts';
import { type WhoAmI, WhoAmISchema } from './schema.ts';

export function whoAmIRoutes(app: HttpServer, { authenticator }: { authenticator: Authenticator }): void {
  app.get(
    '/api/v1/auth/whoami',
    {
      config: { credential: 'any' },
      schema: {
        tags: ['auth'],
        summary: 'What this credential is, what it may do and until when',
        response: responses({ 200: Data(WhoAmISchema) }),
      },
    },
    async ({ actor, headers }) => ({
      data: describe(actor, await authenticator.expiryOf(actor, headers.authorization)),
    }),
  );
}

function describe(actor: Actor, expiresAt: number | null): WhoAmI {
  if (actor.kind === 'anonymous') throw new AppError('auth_unauthorized');
  const person = actor.kind === 'environmentKey' ? { userId: null, username: null, role: null } : actor;
  return {
    kind: actor.kind,
    name: actor.kind === 'user' ? actor.username : actor.kind === 'managedKey' ? actor.keyName : actor.name,
    userId: person.userId,
    username: person.username,
    role: person.role,
    permissions: inOrder(actor.permissions),
    expiresAtUtc: toTimestampOrNull(expiresAt),
    sessionId: actor.kind === 'user' ? actor.sessionId : null,
    keyId: actor.kind === 'managedKey' ? actor.keyId : null,
  };
}

/** As accounts list them: in the catalogue's order for those who hold all, else in byte order. */
const inOrder = (held: ReadonlySet<Permission>): Permission[] =>
  held.size === PERMISSIONS.length ? [...PERMISSIONS] : knownPermissions(held);
