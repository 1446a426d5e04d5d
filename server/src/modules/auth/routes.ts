import type { FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { clientOf, type HttpServer, signedInOf } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import type { Sessions } from '../sessions/service.ts';
import { UserSchema } from '../users/schema.ts';
import type { Users } from '../users/service.ts';
import type { Authenticator } from './authenticator.ts';
import { clearRefreshCookie, isCookieKept, refreshCookieOf, requireOwnOrigin, sendSignedIn } from './carrier.ts';
import type { OwnPassword } from './own-password.ts';
import { type CarrierName, ChangePasswordBody, LoginBody, LogoutBody, RefreshBody, SignedInSchema } from './schema.ts';
import type { Auth } from './service.ts';

export interface AuthRoutesOptions {
  readonly auth: Auth;
  readonly ownPassword: OwnPassword;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly authenticator: Authenticator;
  readonly publicUrl: string | undefined;
}

const tags = ['auth'];

export function authRoutes(
  app: HttpServer,
  { auth, ownPassword, sessions, users, authenticator, publicUrl }: AuthRoutesOptions,
): void {
  app.post(
    '/api/v1/auth/login',
    {
      config: { public: true, action: 'auth.login' },
      schema: {
        tags,
        summary: 'Sign in with user name and password',
        body: LoginBody,
        response: responses({ 200: Data(SignedInSchema) }),
      },
    },
    async (request, reply) => {
      const { username, password, carrier = 'body', remember = true } = request.body;
      if (carrier === 'cookie') requireOwnOrigin(request, publicUrl);
      const signedIn = await auth.login(username, password, clientOf(request));
      return sendSignedIn(reply, signedIn, carrier, users, remember);
    },
  );

  app.post(
    '/api/v1/auth/refresh',
    {
      config: { public: true, action: 'auth.refresh' },
      schema: {
        tags,
        summary: 'Change a refresh token for new tokens',
        body: RefreshBody,
        response: responses({ 200: Data(SignedInSchema) }),
      },
    },
    async (request, reply) => {
      const carrier = request.body.carrier ?? 'body';
      const token = presentedToken(request, request.body, publicUrl);
      if (token === undefined && carrier === 'body') throw missingToken();
      if (token === undefined) throw new AppError('auth_refresh_token_invalid', 'There is no session in this browser.');
      if (token === '') throw new AppError('auth_request_invalid', undefined, { field: 'refreshToken' });
      const signedIn = await auth.refresh(token, clientOf(request));
      return sendSignedIn(reply, signedIn, carrier, users, isCookieKept(request));
    },
  );

  app.post(
    '/api/v1/auth/logout',
    {
      config: { public: true, action: 'auth.logout' },
      // The access token alone is enough; then there is nothing to say in a body.
      preValidation: async (request) => {
        request.body ??= {};
      },
      schema: {
        tags,
        summary: 'End the session',
        description:
          'Either token is enough: the refresh token alone, or the access token alone. Unknown tokens are fine.',
        body: LogoutBody,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const token = presentedToken(request, request.body, publicUrl);
      const user = await authenticator.findUser(clientOf(request), request.headers.authorization);
      if (token === undefined && !user && request.body.carrier !== 'cookie') {
        if (request.headers.authorization)
          await authenticator.authenticate(clientOf(request), request.headers.authorization, 'user');
        throw missingToken();
      }
      const caller = { actor: user ?? ANONYMOUS, client: clientOf(request) };
      if (token) await sessions.endByRefreshToken(caller, token);
      if (user) await sessions.end(caller, user.sessionId, 'logout');
      if (request.body.carrier === 'cookie') clearRefreshCookie(reply);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/auth/change-password',
    {
      config: { credential: 'user', action: 'user.change_password' },
      schema: {
        tags,
        summary: 'Change my password',
        description: 'Ends all my other sessions.',
        body: ChangePasswordBody,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const { currentPassword, newPassword } = request.body;
      await ownPassword.change(signedInOf(request), currentPassword, newPassword);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/v1/auth/me',
    {
      config: { credential: 'user' },
      schema: { tags, summary: 'Who I am', response: responses({ 200: Data(UserSchema) }) },
    },
    async (request) => {
      const user = await users.find(signedInOf(request).actor.userId);
      if (!user) throw new AppError('auth_unauthorized', undefined, { credentialSent: true });
      return { data: await users.present(user) };
    },
  );
}

/** The refresh token as the carrier brings it; undefined when it brings none. */
function presentedToken(
  request: FastifyRequest,
  body: { refreshToken?: string; carrier?: CarrierName },
  publicUrl: string | undefined,
): string | undefined {
  if (body.carrier !== 'cookie') return body.refreshToken?.trim();
  requireOwnOrigin(request, publicUrl);
  return refreshCookieOf(request);
}

const missingToken = () =>
  new AppError('request_invalid', 'The field refreshToken is required.', { field: 'refreshToken' });
