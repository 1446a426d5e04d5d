import Type from 'typebox';
import { ANONYMOUS } from '../../core/actor.ts';
import { clientOf, type HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import type { Users } from '../users/service.ts';
import { requireOwnOrigin, sendSignedIn } from './carrier.ts';
import { LoginBody, SignedInSchema } from './schema.ts';
import type { Auth } from './service.ts';
import type { Setup } from './setup.ts';

const SetupBody = Type.Object({
  token: Type.String({ description: 'From the setup link that the server prints at its first start.' }),
  ...LoginBody.properties,
});

export interface SetupRoutesOptions {
  readonly setup: Setup;
  readonly auth: Auth;
  readonly users: Users;
  readonly publicUrl: string | undefined;
}

export function setupRoutes(app: HttpServer, { setup, auth, users, publicUrl }: SetupRoutesOptions): void {
  app.post(
    '/api/v1/setup',
    {
      config: { public: true, action: 'auth.setup' },
      schema: {
        tags: ['setup'],
        summary: 'Make the first account with the one-time setup token',
        body: SetupBody,
        response: responses({ 201: Data(SignedInSchema) }),
      },
    },
    async (request, reply) => {
      const { token, username, password, carrier = 'body', remember = true } = request.body;
      if (carrier === 'cookie') requireOwnOrigin(request, publicUrl);
      const client = clientOf(request);
      const user = await setup.complete({ actor: ANONYMOUS, client }, token, username, password);
      const signedIn = await auth.startSession(user, client);
      reply.code(201);
      return sendSignedIn(reply, signedIn, carrier, users, remember);
    },
  );
}
