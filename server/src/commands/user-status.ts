import { defineCommand } from './command.ts';
import { findUserNamed } from './find-user.ts';
import { withApp } from './with-app.ts';

const statusCommand = (name: string, summary: string, isActive: boolean, done: string) =>
  defineCommand({
    name,
    summary,
    arguments: ['NAME'],
    run: ({ arguments: [username] }) =>
      withApp(async ({ services }) => {
        const { id } = await findUserNamed(services, username);
        const user = await services.users.setStatus('system', id, isActive);
        process.stdout.write(`${done} ${user.username}.\n`);
        return 0;
      }),
  });

export const userDisable = statusCommand('user disable', 'Disable an account and end its sessions', false, 'Disabled');
export const userEnable = statusCommand('user enable', 'Enable an account', true, 'Enabled');
