import { existsSync } from 'node:fs';
import { installMissing } from './lib/install.mjs';
import { neededNode } from './lib/node.mjs';
import { inRoot } from './lib/paths.mjs';
import { run, wasInterrupted } from './lib/run.mjs';
import { giveUp } from './lib/say.mjs';

/** @param {string[]} path */
const tool = (...path) => inRoot('node_modules', ...path);
// By its path: the TypeScript 6 beside it, which dependency-cruiser reads sources with, also brings a `tsc`.
const tsc = tool('@typescript', 'native', 'bin', 'tsc');
const typed = ['.', 'server', 'client', 'web', 'e2e', 'bench'].filter((folder) =>
  existsSync(inRoot(folder, 'tsconfig.json')),
);

/** @type {[string, string[]][]} */
const checks = [
  ['format and lint', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.']],
  ...typed.map(
    (folder) => /** @type {[string, string[]]} */ ([`types in ${folder}`, [tsc, '--noEmit', '-p', inRoot(folder)]]),
  ),
  [
    'import direction',
    [tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), 'server', 'client', 'web', 'e2e', 'bench'],
  ],
  ['unused code', [tool('knip', 'bin', 'knip.js')]],
];

await installMissing('everything');
const node = neededNode();
const failed = [];
for (const [name, command] of checks) {
  console.log(`== ${name}`);
  if ((await run(node, command)) !== 0) failed.push(name);
  if (wasInterrupted()) giveUp('Interrupted.');
}
console.log(failed.length === 0 ? `\nAll ${checks.length} checks passed.` : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
