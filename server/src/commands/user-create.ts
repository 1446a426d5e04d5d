import { ROLES } from '../core/permissions.ts';
import { defineCommand, UsageError } from './command.ts';
import { choosePassword, passwordOption } from './password.ts';
import { permissionsOf } from './permission-list.ts';
import { withApp } from './with-app.ts';

export const userCreate = defineCommand({
  name: 'user create',
  summary: 'Create an account',
  arguments: ['NAME'],
  options: {
    role: { type: 'string', value: 'ROLE', doc: 'user (the default), admin, or superAdmin while there is none' },
    permissions: {
      type: 'string',
      value: 'LIST',
      doc: 'Permissions with commas between; those of the role when missing',
    },
    ...passwordOption,
  },
  run: ({ arguments: [username], options }) =>
    withApp(async ({ services }, config) => {
      const role = ROLES.find((known) => known.toLowerCase() === (options.role ?? 'user').toLowerCase());
      if (!role) throw new UsageError(`There is no role ${options.role}: ${ROLES.join(', ')}.`);
      const { password, notice } = await choosePassword(options['password-stdin'], config.passwords.minLength);
      const permissions = permissionsOf(options.permissions) ?? null;
      const user = await services.users.create('system', { username, password, role, permissions });
      process.stdout.write(`Created ${user.username} (${user.role}).\n${notice}`);
      return 0;
    }),
});
