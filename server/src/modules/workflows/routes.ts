import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { AssetId, WorkflowId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import * as schema from './schema.ts';
import type { Workflows } from './service.ts';

const tags = ['workflows'];
const IdParams = Type.Object({ id: Type.String({ description: 'The workflow’s id.' }) });
const BASE = '/api/v1/system/workflows';
const workflow = responses({ 200: Data(schema.WorkflowSchema) });

export function workflowRoutes(app: HttpServer, { workflows }: { workflows: Workflows }): void {
  app.get(
    BASE,
    {
      config: { permission: 'settings.read' },
      schema: {
        tags,
        summary: 'Workflows, the one for every upload first',
        response: responses({ 200: Data(Type.Array(schema.WorkflowSchema)) }),
      },
    },
    async (request) => ({ data: await workflows.list(authorize(callerOf(request), 'settings.read')) }),
  );

  app.get(
    `${BASE}/:id`,
    {
      config: { permission: 'settings.read' },
      schema: { tags, summary: 'One workflow', params: IdParams, response: workflow },
    },
    async (request) => {
      const id = idParam<WorkflowId>(request.params.id);
      return { data: await workflows.get(authorize(callerOf(request), 'settings.read'), id) };
    },
  );

  app.post(
    BASE,
    {
      config: { permission: 'settings.update', action: 'workflow.create' },
      schema: {
        tags,
        summary: 'Create a workflow',
        description:
          'Its skills, their parameters and their order are checked. With isAutoRun it takes the place of another.',
        body: schema.WorkflowBody,
        response: responses({ 201: Data(schema.WorkflowSchema) }),
      },
    },
    async (request, reply) => {
      const data = await workflows.create(authorize(callerOf(request), 'settings.update'), request.body);
      return reply.code(201).header('location', `${BASE}/${data.id}`).send({ data });
    },
  );

  app.put(
    `${BASE}/:id`,
    {
      config: { permission: 'settings.update', action: 'workflow.update' },
      schema: {
        tags,
        summary: 'Replace a workflow',
        description: 'Without isAutoRun it does not run by itself any more; without description it has none.',
        params: IdParams,
        body: schema.WorkflowBody,
        response: workflow,
      },
    },
    async (request) => {
      const id = idParam<WorkflowId>(request.params.id);
      return { data: await workflows.replace(authorize(callerOf(request), 'settings.update'), id, request.body) };
    },
  );

  app.patch(
    `${BASE}/:id/autorun`,
    {
      config: { permission: 'settings.update', action: 'workflow.set_auto_run' },
      schema: {
        tags,
        summary: 'Run a workflow for every upload',
        description: 'In the place of the one that was.',
        params: IdParams,
        response: workflow,
      },
    },
    async (request) => {
      const id = idParam<WorkflowId>(request.params.id);
      return { data: await workflows.setAutoRun(authorize(callerOf(request), 'settings.update'), id) };
    },
  );

  app.delete(
    `${BASE}/:id`,
    {
      config: { permission: 'settings.update', action: 'workflow.delete' },
      schema: {
        tags,
        summary: 'Delete a workflow',
        description: 'What it has begun is done to the end.',
        params: IdParams,
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const id = idParam<WorkflowId>(request.params.id);
      await workflows.delete(authorize(callerOf(request), 'settings.update'), id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/v1/assets/workflows',
    {
      config: { permission: 'assets.update' },
      schema: {
        tags,
        summary: 'Workflows that can run on an asset',
        description: 'The one for every upload first. For those who may run workflows without seeing the settings.',
        response: responses({ 200: Data(Type.Array(schema.WorkflowOptionSchema)) }),
      },
    },
    async (request) => ({ data: await workflows.listOptions(authorize(callerOf(request), 'assets.update')) }),
  );

  app.post(
    '/api/v1/assets/:id/workflows/:workflowId/run',
    {
      config: { permission: 'assets.update', action: 'workflow.run' },
      schema: {
        tags,
        summary: 'Run a workflow on an asset',
        description: 'Queues its skills as they are now; the job tells which step is being done.',
        params: Type.Object({ id: Type.String({ description: 'The asset’s id.' }), workflowId: Type.String() }),
        response: responses({ 202: Data(schema.WorkflowRunSchema) }),
      },
    },
    async (request, reply) => {
      const id = idParam<AssetId>(request.params.id);
      const workflowId = idParam<WorkflowId>(request.params.workflowId);
      const data = await workflows.run(authorize(callerOf(request), 'assets.update'), id, workflowId);
      return reply.code(202).header('location', `/api/v1/assets/${id}`).send({ data });
    },
  );
}
