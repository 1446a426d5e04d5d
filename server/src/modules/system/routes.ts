import Type from 'typebox';
import { type Clock, toTimestamp } from '../../core/clock.ts';
import type { HttpServer } from '../../core/route.ts';
import { Data, responses, Timestamp } from '../../core/schema.ts';
import { WarningSchema } from '../../core/warnings.ts';
import { SettingGroupSchema } from './schema.ts';
import type { System } from './service.ts';

const tags = ['system'];

const Ping = Type.Object({ status: Type.String(), timestampUtc: Timestamp });

const Bootstrap = Type.Object({
  apiKeyRequired: Type.Boolean({ description: 'Whether requests without a credential are asked for an API key.' }),
  apiKeysEnabled: Type.Boolean({ description: 'Whether API keys are accepted.' }),
  maxUploadSizeBytes: Type.Integer(),
  allowedContentTypes: Type.Array(Type.String()),
  setupRequired: Type.Boolean({ description: 'Whether the first account is still to be made.' }),
  minPasswordLength: Type.Integer(),
  galleryEnabled: Type.Boolean({ description: 'Whether there is a public gallery.' }),
  version: Type.String(),
});

const Readiness = Type.Object({
  status: Type.String(),
  checks: Type.Record(Type.String(), Type.String()),
});

export function systemRoutes(app: HttpServer, { system, clock }: { system: System; clock: Clock }): void {
  app.get(
    '/api/v1/system/ping',
    {
      config: { public: true },
      schema: { tags, summary: 'Is the process alive?', response: responses({ 200: Data(Ping) }) },
    },
    async () => ({ data: { status: 'ok', timestampUtc: toTimestamp(clock.now()) } }),
  );

  app.get(
    '/api/v1/system/bootstrap',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'What a client must know before signing in',
        response: responses({ 200: Data(Bootstrap) }),
      },
    },
    async () => ({ data: await system.bootstrap() }),
  );

  app.get(
    '/api/v1/system/warnings',
    {
      config: { permission: 'settings.read' },
      schema: {
        tags,
        summary: 'What the operator should put right',
        response: responses({ 200: Data(Type.Array(WarningSchema)) }),
      },
    },
    async () => ({ data: [...system.warnings()] }),
  );

  app.get(
    '/api/v1/system/settings',
    {
      config: { permission: 'settings.read' },
      schema: {
        tags,
        summary: 'The settings that the server was started with',
        description: 'They are changed in the environment or in the file .env, and read at the next start.',
        response: responses({ 200: Data(Type.Array(SettingGroupSchema)) }),
      },
    },
    async () => ({ data: system.settings().map(({ name, settings }) => ({ name, settings: [...settings] })) }),
  );

  app.get(
    '/health/live',
    { config: { public: true }, schema: { tags, summary: 'Liveness probe', response: responses({ 200: Readiness }) } },
    async () => ({ status: 'ok', checks: {} }),
  );

  app.get(
    '/health/ready',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Readiness probe: asks the database and the storage',
        response: responses({ 200: Readiness, 503: Readiness }),
      },
    },
    async (_request, reply) => {
      const readiness = await system.readiness();
      return reply.code(readiness.status === 'ok' ? 200 : 503).send(readiness);
    },
  );
}
