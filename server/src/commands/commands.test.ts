import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { keyState, makeKey } from '../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../test/app.ts';
import { recordedEvents, START_EVENTS } from '../../test/audit-events.ts';
import { signIn, stateOf } from '../../test/auth-calls.ts';
import { runProgram } from '../../test/program.ts';
import { storedFile } from '../../test/upload.ts';
import { addUser } from '../../test/users.ts';
import { SECOND } from '../core/clock.ts';
import { newStorageKey } from '../storage/keys.ts';
import { COMMANDS } from './commands.ts';

/** Runs a command on the database of `hub`, which goes on serving. */
const run = (hub: TestApp, ...words: string[]) => runWith('', hub, ...words);

/** The same with something on its standard input. */
async function runWith(input: string, hub: TestApp, ...words: string[]) {
  const program = runProgram(words, hub.database.env, hub.database.dataPath, { input });
  return { code: await program.ended(), output: program.output() };
}

test('the help names every command, and each has its own', async () => {
  await using hub = await startTestApp();
  const { code, output } = await run(hub, '--help');
  expect(code).toBe(0);
  for (const { name, summary } of COMMANDS)
    expect(output).toMatch(new RegExp(`^  ${name} +${RegExp.escape(summary)}$`, 'm'));
  const own = expect.stringMatching(/^Usage: audit verify\nCheck that .*\.\n$/);
  expect(await run(hub, 'help', 'audit', 'verify')).toEqual({ code: 0, output: own });
});

test.each([
  [['audit'], 'Unknown command: audit\n\nNekoHub\n\n  audit verify'],
  [['audit', 'verify', 'twice'], 'Not understood: twice\n\nUsage: audit verify\n'],
  [['audit', 'verify', '--fast'], "Unknown option '--fast'"],
])('%j is not understood and does nothing', async (words, message) => {
  await using hub = await startTestApp();
  const { code, output } = await run(hub, ...words);
  expect(code).toBe(2);
  expect(output).toContain(message);
  expect(output).not.toMatch(/at main|Error:/);
});

test('audit verify tells the number of events and where the chain ends, and names what does not hold', async () => {
  await using hub = await startTestApp();
  for (let n = START_EVENTS; n < 5; n += 1) await hub.login();
  const { hash } = await hub.db.selectFrom('audit_head').select('hash').executeTakeFirstOrThrow();
  const summary = `5 events, the last with hash ${hash}\n`;
  expect(await run(hub, 'audit', 'verify')).toEqual({ code: 0, output: `${summary}OK\n` });

  await hub.db.updateTable('audit_events').set({ address: '192.0.2.9' }).where('seq', '=', 2).execute();
  await hub.db.deleteFrom('audit_events').where('seq', '=', 4).execute();
  expect(await run(hub, 'audit', 'verify')).toEqual({
    code: 1,
    output: `${summary}Event 2 was changed.\nEvent 4 is missing.\n`,
  });
});

test('accounts are made, disabled, enabled and given a new password while the server runs, and it is recorded', async () => {
  await using hub = await startTestApp();
  const made = await run(hub, 'user', 'create', 'Mika', '--role', 'admin');
  expect(made).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Created mika \(admin\)\.\nPassword: \S{20,}\n/),
  });
  const password = /^Password: (\S+)$/m.exec(made.output)?.[1] ?? '';
  await hub.login('mika', password);
  expect(await run(hub, 'user', 'disable', 'MIKA')).toEqual({ code: 0, output: 'Disabled mika.\n' });
  await expect(hub.login('mika', password)).rejects.toThrow('auth_user_inactive');
  expect((await run(hub, 'user', 'list')).output).toMatch(/^mika +admin +disabled +signed in 2026-/m);
  expect(await run(hub, 'user', 'enable', 'mika')).toEqual({ code: 0, output: 'Enabled mika.\n' });
  const reset = await run(hub, 'user', 'reset-password', 'mika');
  await expect(hub.login('mika', password)).rejects.toThrow('auth_invalid_credentials');
  await hub.login('mika', /^Password: (\S+)$/m.exec(reset.output)?.[1]);
  expect(await run(hub, 'user', 'disable', 'admin')).toEqual({
    code: 1,
    output: 'The superAdmin cannot be disabled.\n',
  });
  expect(await run(hub, 'user', 'enable', 'nobody')).toEqual({ code: 1, output: 'There is no user nobody.\n' });
  const events = await hub.db.selectFrom('audit_events').selectAll().where('actor_kind', '=', 'system').execute();
  expect(events.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['user.create', 'user.set_status', 'user.reset_password']),
  );
  expect(JSON.stringify(events)).not.toContain(password);
});

test('a password on standard input is taken as it is, and not shown', async () => {
  await using hub = await startTestApp();
  const [first, second] = [' correct horse  battery ', '猫が窓の外を見ている、とても静かに'];
  const made = await runWith(`${first}\r\n`, hub, 'user', 'create', 'mika', '--password-stdin');
  expect(made).toEqual({ code: 0, output: 'Created mika (user).\n' });
  await hub.login('mika', first);
  const reset = await runWith(second, hub, 'user', 'reset-password', 'mika', '--password-stdin');
  expect(reset).toEqual({ code: 0, output: 'mika has a new password.\n' });
  await expect(hub.login('mika', first)).rejects.toThrow('auth_invalid_credentials');
  await hub.login('mika', second);
});

test.each([
  ['create', 'toni', '\n', 'The password must not be blank.'],
  ['reset-password', 'mika', 'my name is MIKA, hello\n', 'The password must not contain the user name.'],
])('user %s %s with %j on standard input is refused and changes nothing', async (verb, name, input, message) => {
  await using hub = await startTestApp();
  await addUser(hub.db, { username: 'mika' });
  const passwords = () =>
    hub.db.selectFrom('users').select(['username', 'password_hash']).orderBy('username').execute();
  const before = await passwords();
  const refused = await runWith(input, hub, 'user', verb, name, '--password-stdin');
  expect(refused).toEqual({ code: 1, output: `${message}\n` });
  expect(await passwords()).toEqual(before);
});

test('what a command ends is over in a server that runs within 5 s', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await signIn(hub, username, password);
  const { key } = await makeKey(hub, accessToken);
  const states = async () => [await stateOf(hub, accessToken), await keyState(hub, key)];
  expect(await states()).toEqual(['ok', 'ok']);
  expect((await run(hub, 'user', 'disable', username)).code).toBe(0);
  hub.clock.advance(5 * SECOND);
  expect(await states()).toEqual(['auth_unauthorized', 'api_key_invalid']);
});

test('key create makes a key for somebody and prints it alone; key list shows it; key revoke ends it', async () => {
  await using hub = await startTestApp();
  const made = await run(
    hub,
    'key',
    'create',
    'night job',
    '--owner',
    'ADMIN',
    '--preset',
    'uploader',
    '--allow',
    '10.0.0.0/8',
  );
  expect(made.code).toBe(0);
  const key = /^nhk_[0-9a-f]{32}_[0-9A-Za-z]{49}$/m.exec(made.output)?.[0] ?? '';
  const ask = (from: string) =>
    hub.server.inject({ url: '/api/v1/auth/whoami', headers: bearer(key), remoteAddress: from });
  const whoAmI = await ask('10.1.2.3');
  expect(whoAmI.json().data).toMatchObject({
    name: 'night job',
    username: 'admin',
    permissions: ['assets.create', 'assets.read'],
  });
  expect((await ask('203.0.113.5')).statusCode).toBe(401);

  const { keyId } = whoAmI.json().data;
  await hub.app.services.apiKeys.settled();
  const list = await run(hub, 'key', 'list', '--owner', 'admin');
  expect(list.output).toContain(`${keyId}\tactive\tadmin\tnight job\tassets.create,assets.read\t`);
  expect(list.output).toContain('from 10.1.2.3');
  expect(list.output).not.toContain(key.slice(37));

  expect(await run(hub, 'key', 'revoke', keyId)).toEqual({ code: 0, output: `Revoked ${keyId}\n` });
  hub.clock.advance(5 * SECOND);
  expect((await ask('10.1.2.3')).json().error.code).toBe('api_key_revoked');
  const events = (await recordedEvents(hub)).filter(({ actor_kind }) => actor_kind === 'system');
  expect(events.map(({ action }) => action)).toEqual(['api_key.create', 'api_key.revoke']);
});

test.each([
  [['key', 'create', 'x', '--preset', 'full'], 2, '--owner is missing.'],
  [['key', 'create', 'x', '--owner', 'nobody', '--preset', 'full'], 2, 'There is no user nobody.'],
  [
    ['key', 'create', 'x', '--owner', 'admin', '--preset', 'god'],
    2,
    '--preset must be one of readOnly, uploader, agent, full.',
  ],
  [['user', 'create', 'x', '--permissions', 'assets.read,assets.raed'], 2, 'There is no permission assets.raed.'],
  [['key', 'create', 'x', '--owner', 'admin', '--permissions', 'all'], 2, 'There is no permission all.'],
  [['key', 'create', 'x', '--owner', 'admin', '--preset', 'full', '--expires-in-days', '8'], 2, 'must be one of 7, 30'],
  [['key', 'create', 'x', '--owner', 'admin', '--preset', 'full', '--allow', 'home'], 1, 'allowedAddresses.0 must be'],
  [['key', 'create', 'x', '--owner', 'admin'], 1, 'Give permissions, or preset.'],
  [['key', 'revoke', 'nhk_x'], 2, 'ID must be the id of a key'],
  [['key', 'revoke', '0196a000-0000-7000-8000-000000000000'], 1, 'This API key does not exist.'],
])('%j ends with %d', async (words, code, message) => {
  await using hub = await startTestApp();
  const result = await run(hub, ...words);
  expect([result.code, result.output]).toEqual([code, expect.stringContaining(message)]);
  expect(await hub.db.selectFrom('api_keys').selectAll().execute()).toEqual([]);
});

test('doctor tells what is wrong, repairs it when asked to, and ends with 0 once nothing is', async () => {
  await using hub = await startTestApp();
  const key = newStorageKey(0, '.png');
  await mkdir(dirname(storedFile(hub, key)), { recursive: true });
  await writeFile(storedFile(hub, key), 'nobody’s');
  const summary = '0 rows, 1 objects: 1 orphaned, 0 missing, 0 changed, 0 unreadable';
  expect(await run(hub, 'doctor', '--quick')).toEqual({
    code: 1,
    output: `orphaned  local:${key}\n${summary}; 0 repaired\n`,
  });
  expect(await run(hub, 'doctor', '--repair')).toEqual({
    code: 0,
    output: `orphaned  local:${key}  quarantined\n${summary}; 1 repaired\nOK\n`,
  });
});
