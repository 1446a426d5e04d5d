import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import { callerOf, type HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import * as schema from './schema.ts';
import type { Doctor } from './service.ts';

const tags = ['system'];
const URL = '/api/v1/system/doctor';

export function doctorRoutes(app: HttpServer, { doctor }: { doctor: Doctor }): void {
  app.post(
    URL,
    {
      config: { permission: 'settings.update', action: 'storage.doctor' },
      schema: {
        tags,
        summary: 'Compare the database with the stores',
        description: 'Looks for objects that are missing, changed or nobody’s, as a job; repairs them if asked to.',
        body: schema.DoctorRunBody,
        response: responses({ 202: Data(schema.QueuedDoctorSchema) }),
      },
    },
    async (request, reply) => {
      const data = await doctor.queue(authorize(callerOf(request), 'settings.update'), request.body);
      return reply.code(202).send({ data });
    },
  );

  app.get(
    URL,
    {
      config: { permission: 'settings.read' },
      schema: {
        tags,
        summary: 'What the latest comparison found',
        response: responses({ 200: Data(Type.Union([schema.DoctorRunSchema, Type.Null()])) }),
      },
    },
    async (request) => ({ data: await doctor.latest(authorize(callerOf(request), 'settings.read')) }),
  );
}
