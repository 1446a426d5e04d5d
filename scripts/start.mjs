import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildConsole } from './lib/console.mjs';
import { installMissing } from './lib/install.mjs';
import { neededNode, runsOnNeededNode } from './lib/node.mjs';
import { endWithNpm } from './lib/npm.mjs';
import { cacheFolder } from './lib/paths.mjs';
import { buildProgram } from './lib/program.mjs';
import { run } from './lib/run.mjs';

const args = process.argv.slice(2);
const compileCache = join(cacheFolder, 'compiled');

endWithNpm();
await installMissing('program');
// Only serving shows the console; the other commands (`config`, …) answer at once.
const serves = args[0] === undefined || args[0] === 'serve';
if (serves && !(await buildConsole())) process.exit(1);
const program = await buildProgram();
if (!program) process.exit(1);

if (runsOnNeededNode) {
  module.enableCompileCache(compileCache);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
  // Node writes the cache at an orderly exit only; a container is often just killed.
  setTimeout(() => module.flushCompileCache(), 5000).unref();
} else {
  // With the options of this process, such as the limit that package.json sets for young objects.
  const nodeArgs = [...process.execArgv, program, ...args];
  process.exitCode = await run(neededNode(), nodeArgs, { env: { NODE_COMPILE_CACHE: compileCache } });
}
