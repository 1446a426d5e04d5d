import { buildConsole } from './lib/console.mjs';
import { installMissing } from './lib/install.mjs';
import { buildProgram } from './lib/program.mjs';

await installMissing('program');
process.exitCode = (await buildConsole()) && (await buildProgram()) ? 0 : 1;
