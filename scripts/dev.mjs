import { installMissing } from './lib/install.mjs';
import { neededNode } from './lib/node.mjs';
import { endWithNpm } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { launch } from './lib/run.mjs';
import { say } from './lib/say.mjs';

endWithNpm();
await installMissing('everything');
const port = process.env.Server__Port ?? process.env.PORT ?? '5121';
const node = neededNode();

const server = launch(node, [
  '--watch',
  '--watch-preserve-output',
  inRoot('server', 'src', 'main.ts'),
  ...process.argv.slice(2),
]);
const web = launch(node, [inRoot('node_modules', 'vite', 'bin', 'vite.js')], {
  cwd: inRoot('web'),
  env: { NEKOHUB_DEV_SERVER: `http://127.0.0.1:${port}` },
});
say(
  `The server listens on port ${port} and restarts when its sources change; open the address that Vite prints for the console.`,
);

// One of the two alone is of no use.
process.exitCode = await Promise.race([server.done, web.done]);
server.stop();
web.stop();
await Promise.all([server.done, web.done]);
