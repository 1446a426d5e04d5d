import { buildConsole } from './lib/console.mjs';
import { installMissing } from './lib/install.mjs';

await installMissing('program');
process.exitCode = (await buildConsole()) ? 0 : 1;
