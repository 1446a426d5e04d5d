import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from './processes.ts';

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
export const ACCOUNT = { username: 'bench', password: 'bench password of the bench' };

/** A hub on SQLite with a folder of its own. */
export interface Hub {
  readonly settings: Record<string, string>;
  readonly folder: string;
  start(): Promise<ServerProcess>;
  remove(): Promise<void>;
}

export async function makeHub(port: number): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-bench-'));
  const settings = {
    Data__RootPath: join(folder, 'data'),
    Server__Port: String(port),
    Logging__LogLevel__Default: 'Warning',
    Auth__BootstrapSuperAdmin__Username: ACCOUNT.username,
    Auth__BootstrapSuperAdmin__Password: ACCOUNT.password,
  };
  return {
    settings,
    folder,
    start: () => startServer(MAIN, port, '/api/v1/system/ping', { env: settings }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Signs in and gives the header that goes with every further request. */
export async function signIn(server: ServerProcess): Promise<{ authorization: string }> {
  const answer = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ACCOUNT),
  });
  const { data } = (await answer.json()) as { data: { accessToken: string } };
  return { authorization: `Bearer ${data.accessToken}` };
}
