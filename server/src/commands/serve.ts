import { toConfig } from '../config/config.ts';
import { readSettings } from '../config/read.ts';
import { defineCommand } from './command.ts';

export const serve = defineCommand({
  name: 'serve',
  summary: 'Start the server (what happens without a command)',
  async run() {
    const config = toConfig(readSettings());
    await (await import('../serve.ts')).serve(config);
    return undefined;
  },
});
