import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { Actor, Caller, ClientInfo, UserActor } from './actor.ts';
import type { AuditAction } from './audit-events.ts';
import { AppError } from './errors.ts';
import { parseId } from './ids.ts';
import type { Permission } from './permissions.ts';

/** The HTTP server as modules see it when they add their routes. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What a route says about who may call it. Saying nothing stops the program at start (see `http/access.ts`). */
export interface RouteAccess {
  /** Anybody; credentials are not looked at. */
  readonly public?: true;
  /** Access tokens and API keys that carry this permission. */
  readonly permission?: Permission;
  /** Only this kind of credential, whatever it may do; `any` for a valid one of whichever kind. */
  readonly credential?: 'user' | 'apiKey' | 'any';
  /** What a refusal here is recorded as; `request.access` when missing. */
  readonly action?: AuditAction;
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteAccess {
    /** false: no page of another origin may call this. */
    readonly cors?: false;
  }
  interface FastifyRequest {
    /** Who is asking; anonymous on public routes. */
    actor: Actor;
  }
}

export const clientOf = (request: FastifyRequest): ClientInfo => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  traceId: request.id,
});

/** Who sent a request, and from where. */
export const callerOf = (request: FastifyRequest): Caller => ({ actor: request.actor, client: clientOf(request) });

/** The same on a route for access tokens alone. */
export function signedInOf(request: FastifyRequest): Caller & { readonly actor: UserActor } {
  const { actor } = request;
  if (actor.kind !== 'user') throw new AppError('auth_unauthorized', undefined, { credentialSent: true });
  return { actor, client: clientOf(request) };
}

/** The id in a path. One that is none names nothing, so it is a 404 like any unknown address. */
export function idParam<Id extends string>(text: string): Id {
  const id = parseId<Id>(text);
  if (!id) throw new AppError('route_not_found');
  return id;
}

/** A whole number from 1 in an address. What is none names nothing. @throws AppError `route_not_found` */
export function numberParam(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError('route_not_found');
  return Number(text);
}
