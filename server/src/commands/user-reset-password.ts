import { defineCommand } from './command.ts';
import { findUserNamed } from './find-user.ts';
import { choosePassword, passwordOption } from './password.ts';
import { withApp } from './with-app.ts';

export const userResetPassword = defineCommand({
  name: 'user reset-password',
  summary: 'Set a new password for an account and end its sessions',
  arguments: ['NAME'],
  options: passwordOption,
  run: ({ arguments: [username], options }) =>
    withApp(async ({ services }, config) => {
      const user = await findUserNamed(services, username);
      const { password, notice } = await choosePassword(options['password-stdin'], config.passwords.minLength);
      await services.users.resetPassword('system', user.id, password);
      process.stdout.write(`${user.username} has a new password.\n${notice}`);
      return 0;
    }),
});
