import { Readable } from 'node:stream';
import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import { callerOf, type HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import { AuditExportQuery, AuditListQuery, AuditPageSchema } from './schema.ts';
import type { Audit } from './service.ts';

const tags = ['audit'];
const config = { permission: 'audit.read' } as const;

export function auditRoutes(app: HttpServer, { audit }: { audit: Audit }): void {
  app.get(
    '/api/v1/audit',
    {
      config,
      schema: {
        tags,
        summary: 'What happened, newest first',
        querystring: AuditListQuery,
        response: responses({ 200: Data(AuditPageSchema) }),
      },
    },
    async (request) => {
      const { pageSize, cursor, ...filters } = request.query;
      return { data: await audit.list(authorize(callerOf(request), 'audit.read'), filters, cursor, pageSize) };
    },
  );

  app.get(
    '/api/v1/audit/export',
    {
      config,
      schema: {
        tags,
        summary: 'What happened, as JSON lines',
        description: 'One event a line (application/x-ndjson), newest first, as the list shows them.',
        querystring: AuditExportQuery,
        response: responses({ 200: Type.Unsafe<Readable>({ type: 'string' }) }),
      },
    },
    async (request, reply) => {
      const lines = audit.export(authorize(callerOf(request), 'audit.read'), request.query);
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="nekohub-audit.jsonl"')
        .send(Readable.from(lines));
    },
  );
}
