import { toConfig } from '../config/config.ts';
import { describeSettings } from '../config/describe.ts';
import { readSettings } from '../config/read.ts';
import { defineCommand } from './command.ts';

export const config = defineCommand({
  name: 'config',
  summary: 'Print the settings in force and where each came from; secrets are hidden',
  async run() {
    const loaded = readSettings();
    process.stdout.write(`${describeSettings(loaded)}\n`);
    toConfig(loaded);
    return 0;
  },
});
