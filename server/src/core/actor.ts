import { AppError } from './errors.ts';
import type { ApiKeyId, SessionId, UserId } from './ids.ts';
import type { Permission, Role } from './permissions.ts';

/** Who is asking, with which credential, and what that allows. */
export type Actor = UserActor | ManagedKeyActor | EnvironmentKeyActor | AnonymousActor;

export interface UserActor {
  readonly kind: 'user';
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly username: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
}

/** A key that somebody made: it acts for its owner, whose rank is its rank, within what it was given. */
export interface ManagedKeyActor {
  readonly kind: 'managedKey';
  readonly keyId: ApiKeyId;
  /** What the owner calls the key. */
  readonly keyName: string;
  /** `api-key:` and the id: says which key, tells nothing of its secret. */
  readonly name: string;
  /** The owner, with the role that they have now. */
  readonly userId: UserId;
  readonly username: string;
  readonly role: Role;
  /** What the key was given and its owner may do now. */
  readonly permissions: ReadonlySet<Permission>;
  /** An instant; null: never. */
  readonly expiresAt: number | null;
}

/** A key of the environment: nobody's, with full rights. */
export interface EnvironmentKeyActor {
  readonly kind: 'environmentKey';
  /** `api-key:` and the first 16 hex digits of the key's SHA-256: says which key, tells nothing of it. */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
  readonly permissions: ReadonlySet<Permission>;
}

export const ANONYMOUS: AnonymousActor = { kind: 'anonymous', permissions: new Set() };

/** The name under which what an actor did is shown; null for somebody without one. */
export function actorName(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
      return actor.username;
    case 'managedKey':
    case 'environmentKey':
      return actor.name;
    case 'anonymous':
      return null;
  }
}

/** Where a request comes from, as the server sees it. */
export interface ClientInfo {
  readonly address: string;
  readonly userAgent: string;
  /** Finds the request in the log. */
  readonly traceId: string;
}

/** Who asks and from where: what a change is done for, and recorded with. */
export interface Caller {
  readonly actor: Actor;
  readonly client: ClientInfo;
}

declare const granted: unique symbol;

/**
 * Proof that a permission was checked. Services ask for it as their first argument, so that a call without the
 * check does not compile; {@link authorize} is the only place that makes one.
 */
export interface Grant<P extends Permission> extends Caller {
  readonly [granted]: P;
}

/** @throws AppError `auth_forbidden` that names the missing permission */
export function authorize<P extends Permission>({ actor, client }: Caller, permission: P): Grant<P> {
  if (!actor.permissions.has(permission)) {
    throw new AppError('auth_forbidden', `This needs the permission ${permission}.`, { permission });
  }
  return { actor, client } as Grant<P>;
}
