import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPostgres } from './postgres-binaries.ts';

/** Nothing of a test database needs to survive a power cut, or lives long enough to be tidied. */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'max_connections=300',
];

/** The built-in locale sorts alike on every machine. pg_trgm asks LC_CTYPE what a letter is: under C, no Chinese character is. */
const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
const locale = [
  '--encoding=UTF8',
  '--locale=C',
  `--lc-ctype=${letters}`,
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

export interface PostgresServer {
  /** `postgres://` address of its database `postgres`, for a user who may create databases. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an empty PostgreSQL on a free port of 127.0.0.1, in a temporary folder of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-postgres-'));
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const native = await copyPostgres(folder);
  const user = await unprivilegedUser();
  if (user) for (const path of [folder, data]) await chown(path, user.uid, user.gid);
  const start = (program: string, args: string[]) =>
    spawn(join(native, 'bin', program), args, {
      ...user,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });

  const initdb = start('initdb', [`--pgdata=${data}`, '--username=nekohub', '--auth=trust', '--no-sync', ...locale]);
  const faults = lastWords(initdb);
  const [code] = await once(initdb, 'close');
  if (code !== 0) throw new Error(`PostgreSQL could not be set up: ${faults()}`);

  const port = await freePort();
  const place = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const server = start('postgres', ['-D', data, ...[...settings, ...place].flatMap((setting) => ['-c', setting])]);
  const endWithUs = () => void server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  await accepting(server);

  return {
    url: `postgres://nekohub:nekohub@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', endWithUs);
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL does not run as root; `nobody` exists wherever root does. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (!nobody) throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as.');
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/** What a process last wrote to stderr, for when it fails. */
function lastWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-2000);
  });
  return () => words;
}

function accepting(server: ChildProcess): Promise<void> {
  const words = lastWords(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL ended at once: ${words()}`)));
    server.stderr?.on('data', () => {
      if (words().includes('ready to accept connections')) resolve();
    });
  });
}
