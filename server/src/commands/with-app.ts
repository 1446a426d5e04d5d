import type { App } from '../app.ts';
import { type Config, toConfig } from '../config/config.ts';
import { readSettings } from '../config/read.ts';

/**
 * Runs `use` with the program on its configured database, without serving; a server may run beside it. Errors
 * are logged to standard error, and nothing else is.
 */
export async function withApp<T>(use: (app: App, config: Config) => Promise<T>): Promise<T> {
  const config = toConfig(readSettings());
  const { buildApp } = await import('../app.ts');
  const app = await buildApp({ ...config, logLevel: 'error' }, { logStream: process.stderr });
  try {
    return await use(app, config);
  } finally {
    await app.server.close();
  }
}
