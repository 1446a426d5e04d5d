import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from './processes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const ACCOUNT = { username: 'bench', password: 'bench password of the bench' };

/** NekoHub on SQLite with a folder of its own. */
export interface Hub {
  readonly settings: Record<string, string>;
  readonly folder: string;
  start(): Promise<ServerProcess>;
  remove(): Promise<void>;
}

/** A running one, and the header that goes with every request of somebody who is signed in. */
export interface RunningHub {
  readonly server: ServerProcess;
  readonly folder: string;
  readonly headers: { readonly authorization: string };
}

/** @param more settings beside those that every one has */
export async function makeHub(port: number, more: Record<string, string> = {}): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-bench-'));
  const settings = {
    Data__RootPath: join(folder, 'data'),
    Server__Port: String(port),
    Logging__LogLevel__Default: 'Warning',
    Security__Outbound__AllowedNetworks: '127.0.0.1',
    Auth__BootstrapSuperAdmin__Username: ACCOUNT.username,
    Auth__BootstrapSuperAdmin__Password: ACCOUNT.password,
    ...more,
  };
  return {
    settings,
    folder,
    start: () => startServer(commandOfNpmStart(), port, '/api/v1/system/ping', settings),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Arguments of Node, as package.json has them. */
function commandOfNpmStart(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

/** A sign-in with the right password. */
export const signIn = (server: ServerProcess): Promise<Response> =>
  fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ACCOUNT),
  });

export async function signedIn(server: ServerProcess, folder: string): Promise<RunningHub> {
  const { data } = (await (await signIn(server)).json()) as { data: { accessToken: string } };
  return { server, folder, headers: { authorization: `Bearer ${data.accessToken}` } };
}
