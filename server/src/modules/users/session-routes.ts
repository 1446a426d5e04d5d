import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import { EndedSessionsSchema, SessionSchema } from '../sessions/schema.ts';
import type { UserSessions } from './user-sessions.ts';

const tags = ['users'];
const IdParams = Type.Object({ id: Type.String({ description: 'The user’s id.' }) });
const SessionParams = Type.Object({
  ...IdParams.properties,
  sessionId: Type.String({ description: 'The session’s id.' }),
});

/** The sessions of people whom one manages. */
export function userSessionRoutes(app: HttpServer, { userSessions }: { userSessions: UserSessions }): void {
  app.get(
    '/api/v1/users/:id/sessions',
    {
      config: { permission: 'users.read' },
      schema: {
        tags,
        summary: 'Where somebody is signed in',
        params: IdParams,
        response: responses({ 200: Data(Type.Array(SessionSchema)) }),
      },
    },
    async (request) => ({
      data: await userSessions.list(authorize(callerOf(request), 'users.read'), idParam<UserId>(request.params.id)),
    }),
  );

  app.delete(
    '/api/v1/users/:id/sessions',
    {
      config: { permission: 'users.update', action: 'session.end_others' },
      schema: {
        tags,
        summary: 'End all sessions of somebody',
        params: IdParams,
        response: responses({ 200: Data(EndedSessionsSchema) }),
      },
    },
    async (request) => {
      const grant = authorize(callerOf(request), 'users.update');
      return { data: { endedCount: await userSessions.endAll(grant, idParam<UserId>(request.params.id)) } };
    },
  );

  app.delete(
    '/api/v1/users/:id/sessions/:sessionId',
    {
      config: { permission: 'users.update', action: 'session.end' },
      schema: {
        tags,
        summary: 'End one session of somebody',
        params: SessionParams,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const { id, sessionId } = request.params;
      const grant = authorize(callerOf(request), 'users.update');
      await userSessions.endOne(grant, idParam<UserId>(id), idParam<SessionId>(sessionId));
      return reply.code(204).send(null);
    },
  );
}
