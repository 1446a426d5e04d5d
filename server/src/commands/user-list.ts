import { printable } from '../core/plain-text.ts';
import { defineCommand } from './command.ts';
import { withApp } from './with-app.ts';

export const userList = defineCommand({
  name: 'user list',
  summary: 'List all accounts',
  run: () =>
    withApp(async ({ services }) => {
      const users = await services.users.listAll('system');
      const rows = users.map(({ username, role, isActive, lastLoginAtUtc }) => [
        printable(username),
        role,
        isActive ? 'active' : 'disabled',
        lastLoginAtUtc ? `signed in ${lastLoginAtUtc}` : 'never signed in',
      ]);
      const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
      for (const row of rows) {
        process.stdout.write(
          `${row
            .map((cell, column) => cell.padEnd(width(column)))
            .join('  ')
            .trimEnd()}\n`,
        );
      }
      return 0;
    }),
});
