import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { AssetId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam, numberParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import { AssetSchema, VersionSchema } from '../assets/schema.ts';
import type { Assets, Links } from '../assets/service.ts';
import * as schema from './schema.ts';
import type { Skills } from './service.ts';

export interface SkillRoutesOptions {
  readonly skills: Skills;
  readonly assets: Pick<Assets, 'get'>;
  readonly links: Links;
}

const tags = ['assets'];
const IdParams = Type.Object({ id: Type.String({ description: 'The asset’s id.' }) });

export function skillRoutes(app: HttpServer, { skills, assets, links }: SkillRoutesOptions): void {
  app.get(
    '/api/v1/assets/skills',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'List skills',
        description: 'What can be done with an asset, by name.',
        response: responses({ 200: Data(Type.Array(schema.SkillInfoSchema)) }),
      },
    },
    async (request) => ({ data: skills.list(authorize(callerOf(request), 'assets.read')) }),
  );

  app.post(
    '/api/v1/assets/:id/skills/:skillName/run',
    {
      config: { permission: 'assets.update', action: 'asset.run_skill' },
      schema: {
        tags,
        summary: 'Run a skill on an asset',
        description:
          'Answers when it is done, also when a step failed; with `Prefer: respond-async` (RFC 7240), and when it ' +
          'takes longer than a minute, at once with the job that does it.',
        params: Type.Object({ id: Type.String(), skillName: Type.String() }),
        headers: Type.Object({ prefer: Type.Optional(Type.String({ description: 'respond-async' })) }),
        body: schema.RunSkillBody,
        response: responses({ 200: Data(schema.SkillRunSchema), 202: Data(schema.QueuedRunSchema) }),
      },
    },
    async (request, reply) => {
      const grant = authorize(callerOf(request), 'assets.update');
      const id = idParam<AssetId>(request.params.id);
      const run = await skills.run(grant, id, request.params.skillName, request.body?.parameters);
      const isAsync = /(^|,)\s*respond-async\s*(;|,|$)/i.test(request.headers.prefer ?? '');
      const done = isAsync ? undefined : await skills.outcome(run, request.signal);
      if (!done) {
        if (isAsync) reply.header('preference-applied', 'respond-async');
        return reply.code(202).header('location', `/api/v1/jobs/${run.jobId}`).send({ data: run });
      }
      const steps = done.steps.map(({ stepName: name, succeeded, errorCode, errorMessage }) => ({
        name,
        succeeded,
        errorCode,
        errorMessage,
      }));
      const asset = await assets.get(grant, id, links(request));
      return reply.send({ data: { succeeded: done.succeeded, skillName: done.skillName, steps, asset } });
    },
  );

  app.get(
    '/api/v1/assets/:id/versions',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'Former originals of an asset',
        description: 'What skills have replaced, the last first.',
        params: IdParams,
        response: responses({ 200: Data(Type.Array(VersionSchema)) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      return { data: await skills.listVersions(authorize(callerOf(request), 'assets.read'), id) };
    },
  );

  app.post(
    '/api/v1/assets/:id/versions/:number/restore',
    {
      config: { permission: 'assets.update', action: 'asset.restore_version' },
      schema: {
        tags,
        summary: 'Make a former original the original again',
        description: 'The present one becomes a version. Thumbnails are made anew behind the request.',
        params: Type.Object({ id: Type.String(), number: Type.String({ description: 'As versions are listed.' }) }),
        response: responses({ 200: Data(AssetSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      const grant = authorize(callerOf(request), 'assets.update');
      await skills.restore(grant, id, numberParam(request.params.number));
      return { data: await assets.get(grant, id, links(request)) };
    },
  );
}
