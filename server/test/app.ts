import { Writable } from 'node:stream';
import { type App, buildApp } from '../src/app.ts';
import { type Config, toConfig } from '../src/config/config.ts';
import { loadSettings } from '../src/config/load.ts';
import type { Clock } from '../src/core/clock.ts';
import type { ResolveHost } from '../src/core/outbound-connector.ts';
import type { Db } from '../src/db/database.ts';
import type { SignedInAnswer } from '../src/modules/auth/schema.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { rememberCredentials } from './used-credentials.ts';

export const ADMIN = { username: 'admin', password: 'your-password' } as const;
export const API_KEY = 'your-strong-random-api-key';

/** The seed page's values, and every log line there is. */
const DEFAULTS = {
  Auth__BootstrapSuperAdmin__Username: ADMIN.username,
  Auth__BootstrapSuperAdmin__Password: ADMIN.password,
  Auth__ApiKey__Keys__0: API_KEY,
  Logging__LogLevel__Default: 'trace',
};

export interface TestAppOptions {
  /** Over the defaults; undefined takes one away. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
  /** Frozen when missing. */
  readonly clock?: Clock;
  /** A database to start on again; it is then the caller's to remove. */
  readonly database?: TestDatabase;
  readonly consolePath?: string;
  /** The system's when missing. */
  readonly resolveHost?: ResolveHost;
}

/** The real program on a fresh database. Use it with `await using`. */
export interface TestApp extends AsyncDisposable {
  readonly server: App['server'];
  readonly app: App;
  readonly config: Config;
  /** Only moves when told to; without effect when another clock was given. */
  readonly clock: TestClock;
  readonly db: Db;
  readonly database: TestDatabase;
  /** All that was logged so far, JSON lines. */
  log(): string;
  /** @param headers such as an Origin or a forwarded address */
  login(username?: string, password?: string, headers?: Record<string, string>): Promise<SignedInAnswer>;
  close(): Promise<void>;
}

export const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });

/** Without a console unless one is given: tests do not depend on what was built. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const clock = createTestClock();
  const lines: string[] = [];
  const logStream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  const config = toConfig(loadSettings({ ...database.env, ...DEFAULTS, ...options.settings }, {}));
  const app = await buildApp(config, {
    clock: options.clock ?? clock,
    logStream,
    consolePath: options.consolePath ?? database.dataPath,
    resolveHost: options.resolveHost,
  });
  const { server, db } = app;
  const credentials = rememberCredentials(server);
  for (const credential of [ADMIN.password, API_KEY]) credentials.add(credential);
  const close = async () => {
    const record = await recordOf(db);
    await server.close();
    if (!options.database) await database.remove();
    refuseLeaks('log', credentials.leakIn(lines.join('')));
    refuseLeaks('record', credentials.leakIn(record));
  };

  return {
    server,
    app,
    config,
    clock,
    db,
    database,
    log: () => lines.join(''),
    async login(username = ADMIN.username, password = ADMIN.password, headers = {}) {
      const answer = await server.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        headers,
        payload: { username, password },
      });
      if (answer.statusCode !== 200) throw new Error(`Sign-in was refused: ${answer.body}`);
      const { data } = answer.json<{ data: SignedInAnswer }>();
      return data;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Every event of the record, a line each; nothing when a test has left no database that could be asked. */
async function recordOf(db: Db): Promise<string> {
  const rows = await db
    .selectFrom('audit_events')
    .selectAll()
    .execute()
    .catch(() => []);
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

/** Every test ends with this: whatever it did, no credential that it used is in the log or in the record. */
function refuseLeaks(where: string, line: string | undefined): void {
  if (line) throw new Error(`A credential is in the ${where}: ${line}`);
}
