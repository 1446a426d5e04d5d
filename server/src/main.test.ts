import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ADMIN } from '../test/app.ts';
import { createEmptyTestDatabase } from '../test/database.ts';
import { runProgram } from '../test/program.ts';
import { listenOn, refusingPostgres } from '../test/tcp.ts';

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function onFreshDatabase(run: (env: Record<string, string>, folder: string) => Promise<void>): Promise<void> {
  const database = await createEmptyTestDatabase();
  try {
    await run({ ...database.env, Server__Port: '0' }, database.dataPath);
  } finally {
    await database.remove();
  }
}

test('two processes start together on an empty database: both serve, one account, the same keys', () =>
  onFreshDatabase(async (env, folder) => {
    const settings = {
      ...env,
      Auth__BootstrapSuperAdmin__Username: ADMIN.username,
      Auth__BootstrapSuperAdmin__Password: ADMIN.password,
    };
    const programs = [1, 2].map(() => runProgram(['serve'], settings, folder));
    try {
      const [first, second] = await Promise.all(programs.map((program) => program.ready()));
      const login = await post(`${first}/api/v1/auth/login`, ADMIN);
      expect(login.status).toBe(200);
      const { accessToken, refreshToken } = ((await login.json()) as { data: Record<string, string> }).data;
      const me = await fetch(`${second}/api/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } });
      expect(me.status).toBe(200);
      // What one of them sealed, the other opens: an answer given again is the same.
      const answers = await Promise.all(
        [first, second].map((url) => post(`${url}/api/v1/auth/refresh`, { refreshToken })),
      );
      const bodies = await Promise.all(answers.map((answer) => answer.text()));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      expect(bodies[0]).toBe(bodies[1]);
    } finally {
      expect(await Promise.all(programs.map((program) => program.stop()))).toEqual([0, 0]);
    }
    for (const program of programs) expect(program.output()).not.toMatch(/#token=|your-password|eyJ/);
  }));

test('the first start prints a setup link that works once; the second keeps keys and account', () =>
  onFreshDatabase(async (env, folder) => {
    const first = runProgram([], env, folder);
    const url = await first.ready();
    const token = /\/setup#token=([\w-]{43})$/m.exec(first.output())?.[1];
    const account = { token, username: 'neko', password: 'a long enough secret' };
    const setup = await post(`${url}/api/v1/setup`, account);
    expect(setup.status).toBe(201);
    const { accessToken } = ((await setup.json()) as { data: { accessToken: string } }).data;
    expect(await first.stop('SIGINT')).toBe(0);

    const keys = await Promise.all(
      ['jwt.key', 'encryption.key'].map((name) => readFile(join(folder, 'keys', name), 'utf8')),
    );
    const modes = await Promise.all(['jwt.key', 'encryption.key'].map((name) => stat(join(folder, 'keys', name))));
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600]);

    const second = runProgram([], env, folder);
    const again = await second.ready();
    const me = await fetch(`${again}/api/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(me.status).toBe(200);
    expect(await second.stop()).toBe(0);
    expect(second.output()).not.toContain('#token=');
    for (const key of keys) expect(first.output() + second.output()).not.toContain(key.trim());
  }));

test.each([
  ['serve', 1, ['Server__Port: expected', 'Auth__Jwt__Secret is 10 bytes long'], ['at main', 'Error:', 'not-secret']],
  ['config', 1, ['Server__Port', '(not valid)', 'Auth__Jwt__Secret is 10 bytes long'], ['at main', 'not-secret']],
  ['frob', 2, ['Unknown command: frob', 'serve'], ['at main']],
])('%s with bad settings ends with %d', (command, code, expected, forbidden) =>
  onFreshDatabase(async (env, folder) => {
    const program = runProgram([command], { ...env, Server__Port: 'many', Auth__Jwt__Secret: 'not-secret' }, folder);
    expect(await program.ended()).toBe(code);
    for (const text of expected) expect(program.output()).toContain(text);
    for (const text of forbidden) expect(program.output()).not.toContain(text);
    // Nothing was touched.
    await expect(stat(join(folder, 'keys'))).rejects.toThrow('ENOENT');
    await expect(stat(join(folder, 'nekohub.db'))).rejects.toThrow('ENOENT');
  }),
);

/** Makes something wrong, and returns settings that lead to it. */
type Trouble = (folder: string, open: (server: Server) => Promise<number>) => Promise<Record<string, string>>;

const SQLITE = { Persistence__Database__Provider: 'sqlite' };
const postgresOn = (port: number) => ({
  Persistence__Database__Provider: 'postgresql',
  Persistence__Database__ConnectionString: `postgres://neko:pass-word@127.0.0.1:${port}/hub`,
});

test.each<[string, Trouble, string]>([
  [
    'a file that is no database',
    async (folder) => {
      await writeFile(join(folder, 'nekohub.db'), 'This is a letter to my cat. '.repeat(100));
      return SQLITE;
    },
    'nekohub.db in the folder of Data__RootPath is damaged',
  ],
  [
    'a damaged key file',
    async (folder) => {
      await mkdir(join(folder, 'keys'));
      await writeFile(join(folder, 'keys', 'jwt.key'), 'damaged');
      return {};
    },
    'jwt.key is damaged',
  ],
  [
    'a wrong password',
    async (_folder, open) => postgresOn(await open(refusingPostgres('28P01', 'password of "neko" is wrong'))),
    'PostgreSQL refuses the user name or password',
  ],
  [
    'a port in use',
    async (_folder, open) => ({ Server__Port: String(await open(createServer())) }),
    'is in use by another program. Set Server__Port',
  ],
])('%s ends the start with a sentence', (_case, trouble, sentence) =>
  onFreshDatabase(async (env, folder) => {
    const servers: Server[] = [];
    const settings = await trouble(folder, (server) => {
      servers.push(server);
      return listenOn(server);
    });
    try {
      const program = runProgram([], { ...env, Logging__LogLevel__Default: 'Error', ...settings }, folder);
      expect(await program.ended()).toBe(1);
      expect(program.output()).toContain(sentence);
      expect(program.output().trim().split('\n')).toHaveLength(1);
      expect(program.output()).not.toMatch(/pass-word|neko:| {4}at /);
    } finally {
      for (const server of servers) server.close();
    }
  }),
);
