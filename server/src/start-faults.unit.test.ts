import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ConfigError } from './config/config.ts';
import { AppError } from './core/errors.ts';
import { OperatorError } from './core/operator-error.ts';
import { explainStartFault, starting } from './start-faults.ts';

type Step = Parameters<typeof starting>[0];

const PASSWORD = 'do-not-print';

/** An error with these properties, as the driver or Node would throw it in this step. */
async function explained(step: Step, facts: object): Promise<string> {
  const error = Object.assign(new Error(`raw words with ${PASSWORD}`), facts);
  const failure = await starting(step, () => Promise.reject(error)).catch((thrown: unknown) => thrown);
  return explainStartFault(failure);
}

test.each<[Step, object, string]>([
  ['database', { code: 'ENOTFOUND', hostname: 'db.example' }, 'The host name db.example in Persistence__'],
  ['database', { code: 'EAI_AGAIN', hostname: 'db.example' }, 'The host name db.example in Persistence__'],
  ['database', { code: 'ECONNREFUSED' }, 'PostgreSQL does not answer'],
  ['database', { code: 'ETIMEDOUT' }, 'PostgreSQL does not answer'],
  ['database', { code: 'EHOSTUNREACH' }, 'PostgreSQL does not answer'],
  ['database', { message: 'Connection terminated due to connection timeout' }, 'PostgreSQL does not answer'],
  ['database', { message: 'timeout expired' }, 'PostgreSQL does not answer'],
  ['database', { code: '57P03' }, 'PostgreSQL is starting'],
  ['database', { code: '53300' }, 'PostgreSQL has no connection left'],
  ['database', { code: '28P01' }, 'PostgreSQL refuses the user name or password'],
  ['database', { message: 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string' }, 'PostgreSQL refuses'],
  ['database', { code: '28000' }, 'PostgreSQL does not let this user in from here'],
  ['database', { code: '3D000' }, 'The database named in Persistence__Database__ConnectionString does not exist'],
  ['database', { code: '42501' }, 'may not make tables'],
  ['database', { code: '25006' }, 'is read-only'],
  ['database', { message: 'The server does not support SSL connections' }, 'does not offer the TLS'],
  ['database', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'],
  ['database', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'not trusted'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 26 }, 'nekohub.db in the folder of Data__RootPath is damaged'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 11 }, 'is damaged'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 14 }, 'may not open or write nekohub.db'],
  // SQLITE_READONLY_DIRECTORY
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 1544 }, 'may not open or write nekohub.db'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 5 }, 'held by another program'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 778 }, 'Check the disk'],
  ['database', { code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'no space left'],
  ['database', { code: 'EACCES', path: '/data' }, 'may not write to /data. Give its user the right to, or set Data__'],
  ['database', { code: 'ENOTDIR', path: '/data' }, '/data is not a folder. Set Data__RootPath'],
  [
    'storage',
    { code: 'EROFS', path: '/pictures' },
    'may not write to /pictures. Give its user the right to, or set Storage__',
  ],
  ['storage', { code: 'ENOSPC', path: '/pictures' }, 'There is no space left for /pictures.'],
  [
    'keys',
    { code: 'EACCES', path: '/keys/jwt.key' },
    'may not write to /keys/jwt.key. Give its user the right to, or set Security__',
  ],
  ['listening', { code: 'EADDRINUSE', port: 5121 }, 'Port 5121 is in use'],
  ['listening', { code: 'EACCES', port: 80 }, 'may not listen on port 80. Set Server__Port to 1024 or above'],
  [
    'listening',
    { code: 'EADDRNOTAVAIL', address: '192.0.2.1' },
    'does not have the address 192.0.2.1. Set Server__Host',
  ],
  ['listening', { code: 'ENOTFOUND', hostname: 'nowhere' }, 'The host name nowhere in Server__Host is not known.'],
])('%s: %j', async (step, facts, sentence) => {
  const text = await explained(step, facts);
  expect(text).toContain(sentence);
  expect(text).not.toContain('\n');
  expect(text).not.toContain(PASSWORD);
});

test.each([
  ['what is for the operator already', new OperatorError('Do this.'), 'Do this.'],
  [
    'settings that are not valid',
    new ConfigError(['Server__Port: expected']),
    /^These settings are not valid:\n +Server__Port: expected$/,
  ],
  ['what a command refuses', new AppError('user_username_required'), 'The user name must not be blank.'],
  ['our own mistakes, with their stack', new TypeError('x is not a function'), /TypeError: x is not a function\n +at /],
  ['what is no error', 'gone wrong', 'gone wrong'],
])('%s', async (_case, thrown, expected) => {
  for (const step of ['database', 'listening'] as const) {
    const failure = await starting(step, () => Promise.reject(thrown)).catch((error: unknown) => error);
    expect(explainStartFault(failure)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  }
  expect(explainStartFault(thrown)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

test.each<[Step, string, (path: string) => unknown, string]>([
  [
    'database',
    'a folder in the place of the file',
    (path) => new DatabaseSync(path),
    'may not open or write nekohub.db',
  ],
  [
    'database',
    'a file in the place of the folder',
    async (path) => {
      await writeFile(join(path, 'file'), '');
      mkdirSync(join(path, 'file'), { recursive: true });
    },
    'is not a folder. Set Data__RootPath to one.',
  ],
  [
    'database',
    'a file in the place of the folder above',
    async (path) => {
      await writeFile(join(path, 'file'), '');
      mkdirSync(join(path, 'file', 'below'), { recursive: true });
    },
    'is not a folder. Set Data__RootPath to one.',
  ],
  [
    'listening',
    'an address of another machine',
    () => once(createServer().listen(0, '192.0.2.1'), 'listening'),
    'does not have the address 192.0.2.1. Set Server__Host to one it has.',
  ],
])('what Node really says while %s meets %s is explained', async (step, _case, cause, sentence) => {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-faults-'));
  try {
    const failure = await starting(step, () => cause(folder)).catch((error: unknown) => error);
    expect(explainStartFault(failure)).toContain(sentence);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what succeeds is passed on', async () => {
  expect(await starting('keys', () => 7)).toBe(7);
});
