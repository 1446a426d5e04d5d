import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { runProgram } from '../../test/program.ts';
import { COMMANDS } from './commands.ts';

/** Runs a command on the database of `hub`, which goes on serving. */
async function run(hub: TestApp, ...words: string[]): Promise<{ code: number | null; output: string }> {
  const program = runProgram(words, hub.database.env, hub.database.dataPath);
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
  for (let n = 0; n < 4; n += 1) await hub.login();
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
