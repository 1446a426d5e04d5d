import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './app.ts';
import { toConfig } from './config/config.ts';
import { loadSettings } from './config/load.ts';

/** Prints the API description, made from the routes of a hub that is built for that in a temporary folder. */
export async function printOpenApi(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-openapi-'));
  try {
    const config = toConfig(loadSettings({ Data__RootPath: folder, Logging__LogLevel__Default: 'None' }, {}));
    const { server } = await buildApp(config);
    await server.ready();
    process.stdout.write(`${JSON.stringify(server.swagger(), undefined, 2)}\n`);
    await server.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
