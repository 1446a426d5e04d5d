import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toConfig } from '../config/config.ts';
import { loadSettings } from '../config/load.ts';
import { defineCommand } from './command.ts';

export const openapi = defineCommand({
  name: 'openapi',
  summary: 'Print the API description (OpenAPI 3.1, JSON)',
  async run() {
    // Made from the routes of a hub that is built for that, in a temporary folder.
    const folder = await mkdtemp(join(tmpdir(), 'nekohub-openapi-'));
    try {
      const config = toConfig(loadSettings({ Data__RootPath: folder, Logging__LogLevel__Default: 'None' }, {}));
      const { buildApp } = await import('../app.ts');
      const { server } = await buildApp(config);
      await server.ready();
      process.stdout.write(`${JSON.stringify(server.swagger(), undefined, 2)}\n`);
      await server.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return 0;
  },
});
