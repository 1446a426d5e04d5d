import Type from 'typebox';
import type { SessionId } from '../../core/ids.ts';
import { type HttpServer, idParam, signedInOf } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import { EndedSessionsSchema, SessionSchema } from './schema.ts';
import type { Sessions } from './service.ts';

const tags = ['sessions'];
const IdParams = Type.Object({ id: Type.String({ description: 'The session’s id.' }) });

/** One's own sessions. */
export function sessionRoutes(app: HttpServer, { sessions }: { sessions: Sessions }): void {
  app.get(
    '/api/v1/auth/sessions',
    {
      config: { credential: 'user' },
      schema: {
        tags,
        summary: 'Where I am signed in',
        description:
          'Live sessions, and lately ended ones whose refresh token came back after its time; the last seen first.',
        response: responses({ 200: Data(Type.Array(SessionSchema)) }),
      },
    },
    async (request) => {
      const { actor } = signedInOf(request);
      return { data: await sessions.list(actor.userId, actor.sessionId) };
    },
  );

  app.delete(
    '/api/v1/auth/sessions',
    {
      config: { credential: 'user', action: 'session.end_others' },
      schema: {
        tags,
        summary: 'End all my sessions but this one',
        response: responses({ 200: Data(EndedSessionsSchema) }),
      },
    },
    async (request) => {
      const caller = signedInOf(request);
      const { userId, sessionId } = caller.actor;
      return { data: { endedCount: await sessions.endOthers(caller, userId, sessionId) } };
    },
  );

  app.delete(
    '/api/v1/auth/sessions/:id',
    {
      config: { credential: 'user', action: 'session.end' },
      schema: {
        tags,
        summary: 'End one of my sessions',
        params: IdParams,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const caller = signedInOf(request);
      await sessions.endOne(caller, caller.actor.userId, idParam<SessionId>(request.params.id));
      return reply.code(204).send(null);
    },
  );
}
