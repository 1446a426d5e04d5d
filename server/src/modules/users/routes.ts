import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { UserId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import { asksForPage } from './list-request.ts';
import type { UserManagement } from './management.ts';
import * as schema from './schema.ts';

const tags = ['users'];
const params = Type.Object({ id: Type.String({ description: 'The user’s id.' }) });

export function userRoutes(app: HttpServer, { users }: { users: UserManagement }): void {
  app.get(
    '/api/v1/users',
    {
      config: { permission: 'users.read' },
      schema: {
        tags,
        summary: 'People whom I may manage',
        description:
          'The newest first, unless orderBy and orderDirection (asc, else desc) say otherwise. Without any parameter the ' +
          'answer is a plain array of everybody.',
        querystring: schema.UserListQuery,
        response: responses({ 200: Data(schema.UserListSchema) }),
      },
    },
    async (request) => {
      const grant = authorize(callerOf(request), 'users.read');
      return { data: asksForPage(request.query) ? await users.list(grant, request.query) : await users.listAll(grant) };
    },
  );

  app.get(
    '/api/v1/users/:id',
    {
      config: { permission: 'users.read' },
      schema: { tags, summary: 'One user', params, response: responses({ 200: Data(schema.UserSchema) }) },
    },
    async (request) => ({
      data: await users.get(authorize(callerOf(request), 'users.read'), idParam<UserId>(request.params.id)),
    }),
  );

  app.post(
    '/api/v1/users',
    {
      config: { permission: 'users.create', action: 'user.create' },
      schema: {
        tags,
        summary: 'Create a user',
        description: 'Nobody gives permissions that they do not have themselves.',
        body: schema.UserCreateBody,
        response: responses({ 201: Data(schema.UserSchema) }),
      },
    },
    async (request, reply) => {
      const created = await users.create(authorize(callerOf(request), 'users.create'), request.body);
      return reply.code(201).header('location', `/api/v1/users/${created.id}`).send({ data: created });
    },
  );

  app.patch(
    '/api/v1/users/:id',
    {
      config: { permission: 'users.update', action: 'user.update' },
      schema: {
        tags,
        summary: 'Change name, role or state',
        description: 'A field that is absent stays as it is. Another role brings its own permissions.',
        params,
        body: schema.UserPatchBody,
        response: responses({ 200: Data(schema.UserSchema) }),
      },
    },
    async (request) => {
      const grant = authorize(callerOf(request), 'users.update');
      return { data: await users.patch(grant, idParam<UserId>(request.params.id), request.body) };
    },
  );

  app.post(
    '/api/v1/users/:id/status',
    {
      config: { permission: 'users.disable', action: 'user.set_status' },
      schema: {
        tags,
        summary: 'Disable or enable a user',
        description: 'Disabling ends all sessions of the user.',
        params,
        body: schema.UserStatusBody,
        response: responses({ 200: Data(schema.UserSchema) }),
      },
    },
    async (request) => {
      const grant = authorize(callerOf(request), 'users.disable');
      return { data: await users.setStatus(grant, idParam<UserId>(request.params.id), request.body.isActive) };
    },
  );

  app.post(
    '/api/v1/users/:id/reset-password',
    {
      config: { permission: 'users.update', action: 'user.reset_password' },
      schema: {
        tags,
        summary: 'Set a new password for a user',
        description: 'Ends all sessions of the user. Needs every permission that the user has.',
        params,
        body: schema.UserPasswordBody,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const grant = authorize(callerOf(request), 'users.update');
      await users.resetPassword(grant, idParam<UserId>(request.params.id), request.body.newPassword);
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/v1/users/:id/permissions',
    {
      config: { permission: 'users.managePermissions', action: 'user.set_permissions' },
      schema: {
        tags,
        summary: 'Replace the permissions of a user',
        description: 'Nobody gives permissions that they do not have themselves.',
        params,
        body: schema.UserPermissionsBody,
        response: responses({ 200: Data(schema.UserSchema) }),
      },
    },
    async (request) => {
      const grant = authorize(callerOf(request), 'users.managePermissions');
      const { permissions } = request.body;
      return { data: await users.setPermissions(grant, idParam<UserId>(request.params.id), permissions) };
    },
  );

  app.delete(
    '/api/v1/users/:id',
    {
      config: { permission: 'users.delete', action: 'user.delete' },
      schema: {
        tags,
        summary: 'Delete a user for good',
        description: 'Sessions end; what the user uploaded stays.',
        params,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      await users.delete(authorize(callerOf(request), 'users.delete'), idParam<UserId>(request.params.id));
      return reply.code(204).send(null);
    },
  );
}
