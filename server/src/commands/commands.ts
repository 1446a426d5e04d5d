import { auditVerify } from './audit-verify.ts';
import type { Command } from './command.ts';
import { config } from './config.ts';
import { doctor } from './doctor.ts';
import { keyCreate } from './key-create.ts';
import { keyList } from './key-list.ts';
import { keyRevoke } from './key-revoke.ts';
import { openapi } from './openapi.ts';
import { secretsRotate } from './secrets-rotate.ts';
import { serve } from './serve.ts';
import { userCreate } from './user-create.ts';
import { userList } from './user-list.ts';
import { userResetPassword } from './user-reset-password.ts';
import { userDisable, userEnable } from './user-status.ts';

/** Everything that the program can be told to do, in the order of the help. What they need is loaded when they run. */
export const COMMANDS: readonly Command[] = [
  serve,
  config,
  openapi,
  userCreate,
  userList,
  userDisable,
  userEnable,
  userResetPassword,
  keyCreate,
  keyList,
  keyRevoke,
  auditVerify,
  doctor,
  secretsRotate,
];

/** The command that `words` begin with, and the rest of them. */
export function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const command = COMMANDS.find(({ name }) => name === words.slice(0, length).join(' '));
    if (command) return { command, rest: words.slice(length) };
  }
  return undefined;
}

/** All commands that begin with `first`, a line each. */
export function listCommands(first = ''): string {
  const listed = COMMANDS.filter(({ name }) => first === '' || name.split(' ')[0] === first);
  const width = Math.max(...listed.map(({ name }) => name.length));
  return listed.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
}
