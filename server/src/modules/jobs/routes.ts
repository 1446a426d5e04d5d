import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { AssetId, JobId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import * as schema from './schema.ts';
import type { JobsApi } from './service.ts';

export interface JobRoutesOptions {
  readonly jobs: JobsApi;
  readonly pageSizes: { readonly defaultPageSize: number; readonly maxPageSize: number };
}

const tags = ['jobs'];
const IdParams = Type.Object({ id: Type.String({ description: 'The job’s id.' }) });
const AssetParams = Type.Object({ id: Type.String({ description: 'The asset’s id.' }) });
const job = responses({ 200: Data(schema.JobSchema) });

export function jobRoutes(app: HttpServer, { jobs, pageSizes }: JobRoutesOptions): void {
  app.get(
    '/api/v1/jobs',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'List jobs',
        description:
          'Newest first. Needs the permission assets.read; jobs of the hub itself are listed with settings.read.',
        querystring: schema.JobListQuery,
        response: responses({ 200: Data(schema.JobPageSchema) }),
      },
    },
    async (request) => {
      const { pageSize: asked = pageSizes.defaultPageSize, ...filter } = request.query;
      const pageSize = Math.min(asked, pageSizes.maxPageSize);
      const page = await jobs.list(authorize(callerOf(request), 'assets.read'), { ...filter, pageSize });
      return { data: { ...page, pageSize } };
    },
  );

  app.get(
    '/api/v1/jobs/summary',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'How many jobs there are, by lane and status',
        description: 'Finished jobs count until they are forgotten. Needs the permission assets.read.',
        response: responses({ 200: Data(schema.JobSummarySchema) }),
      },
    },
    async (request) => ({ data: await jobs.summary(authorize(callerOf(request), 'assets.read')) }),
  );

  app.get(
    '/api/v1/jobs/:id',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'One job',
        description:
          'Its progress, tries, error and result. Needs the permission assets.read; a job of the hub itself settings.read too.',
        params: IdParams,
        response: job,
      },
    },
    async (request) => {
      const id = idParam<JobId>(request.params.id);
      return { data: await jobs.get(authorize(callerOf(request), 'assets.read'), id) };
    },
  );

  app.post(
    '/api/v1/jobs/:id/retry',
    {
      config: { permission: 'assets.update', action: 'job.retry' },
      schema: {
        tags,
        summary: 'Try a failed or cancelled job again',
        description:
          'It gets all its tries anew. Needs the permission assets.update; a job of the hub itself settings.update too.',
        params: IdParams,
        response: job,
      },
    },
    async (request) => {
      const id = idParam<JobId>(request.params.id);
      return { data: await jobs.retry(authorize(callerOf(request), 'assets.update'), id) };
    },
  );

  app.get(
    '/api/v1/assets/:id/jobs',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'The 50 newest jobs of an asset',
        description: 'In the shape that front ends of NekoHub know; /api/v1/jobs?assetId= tells more.',
        params: AssetParams,
        response: responses({ 200: Data(Type.Array(schema.AssetJobSchema)) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      return { data: await jobs.listOfAsset(authorize(callerOf(request), 'assets.read'), id) };
    },
  );

  app.post(
    '/api/v1/assets/:id/jobs/:jobId/retry',
    {
      config: { permission: 'assets.update', action: 'job.retry' },
      schema: {
        tags,
        summary: 'Try a failed or cancelled job of an asset again',
        params: Type.Object({ ...AssetParams.properties, jobId: Type.String({ description: 'The job’s id.' }) }),
        response: responses({ 204: NoContent }),
      },
    },
    async (request, reply) => {
      const id = idParam<AssetId>(request.params.id);
      const jobId = idParam<JobId>(request.params.jobId);
      await jobs.retryOfAsset(authorize(callerOf(request), 'assets.update'), id, jobId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/jobs/:id/cancel',
    {
      config: { permission: 'assets.update', action: 'job.cancel' },
      schema: {
        tags,
        summary: 'Cancel a job that waits or runs',
        description:
          'Nothing that it was to write is written any more. Needs the permission assets.update; a job of the hub itself settings.update too.',
        params: IdParams,
        response: job,
      },
    },
    async (request) => {
      const id = idParam<JobId>(request.params.id);
      return { data: await jobs.cancel(authorize(callerOf(request), 'assets.update'), id) };
    },
  );
}
