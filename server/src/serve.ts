import { buildApp } from './app.ts';
import type { Config } from './config/config.ts';
import { starting } from './start-faults.ts';

/** Starts the server and stops it on SIGINT and SIGTERM, letting requests under way finish. */
export async function serve(config: Config): Promise<void> {
  const { server, issueSetupLink } = await buildApp(config);
  for (const { message } of config.warnings) server.log.warn(message);

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    server.log.info(`${signal}: stopping`);
    setTimeout(() => process.exit(1), config.server.shutdownTimeoutSeconds * 1000).unref();
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const { host, port } = config.server;
  const address = await starting('listening', () => server.listen({ host, port })).catch(async (error) => {
    await server.close();
    throw error;
  });
  const url = config.server.publicUrl ?? reachable(address);
  const token = await issueSetupLink();
  process.stdout.write(banner(url, token?.reveal()));
}

/** Where a person can go: nobody can browse to "all interfaces". */
const reachable = (address: string): string =>
  address.replace('0.0.0.0', 'localhost').replace('[::]', 'localhost').replace('127.0.0.1', 'localhost');

function banner(url: string, setupToken: string | undefined): string {
  const lines = [
    `NekoHub is running at ${url}`,
    `  Gallery   ${url}/gallery`,
    `  Console   ${url}/assets`,
    `  API       ${url}/docs`,
  ];
  if (setupToken) {
    // Behind the #, so that the token reaches no server log and no referrer.
    lines.push('', 'Make the first account within 30 minutes, with this link:', `  ${url}/setup#token=${setupToken}`);
  }
  return `${lines.join('\n')}\n`;
}
