import { buildConsole } from './lib/console.mjs';
import { installMissing } from './lib/install.mjs';
import { neededNode } from './lib/node.mjs';
import { endWithNpm } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { buildProgram } from './lib/program.mjs';
import { run } from './lib/run.mjs';

endWithNpm();
await installMissing('everything');
if (!(await buildConsole()) || !(await buildProgram())) process.exit(1);
process.exitCode = await run(neededNode(), [inRoot('bench', 'src', 'main.ts'), ...process.argv.slice(2)]);
