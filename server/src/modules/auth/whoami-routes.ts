import type { HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import type { Authenticator } from './authenticator.ts';
import { WhoAmISchema } from './schema.ts';
import { describeActor } from './whoami.ts';

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
      data: describeActor(actor, await authenticator.expiryOf(actor, headers.authorization)),
    }),
  );
}
