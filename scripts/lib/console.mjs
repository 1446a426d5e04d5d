import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { neededNode } from './node.mjs';
import { cacheFolder, inRoot, root } from './paths.mjs';
import { run, wasInterrupted } from './run.mjs';
import { say } from './say.mjs';

const built = inRoot('web', 'dist');
const stamp = join(built, '.sources');
const notSources = new Set(['node_modules', 'dist']);

/**
 * @param {string} folder
 * @returns {string[]} every source file under it, in a stable order
 */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notSources.has(entry.name) && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** One value for everything the built console is made from. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of [...filesIn(inRoot('web')), ...filesIn(inRoot('client')), inRoot('package-lock.json')]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Builds the console into web/dist when its sources changed since the last time.
 * @returns {Promise<boolean>} false when it could not be built; the reason has then been printed
 */
export async function buildConsole() {
  const sources = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true;
  say('Building the console …');
  const started = Date.now();
  // Built aside and moved in whole: a failed or interrupted build leaves the last good one in place.
  mkdirSync(cacheFolder, { recursive: true });
  const aside = join(cacheFolder, `console-${process.pid}`);
  const vite = join(
    dirname(createRequire(inRoot('web', 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const code = await run(neededNode(), [vite, 'build', '--outDir', aside, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: inRoot('web'),
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true });
    if (!wasInterrupted()) say('The console could not be built; the reason is above.');
    return false;
  }
  writeFileSync(join(aside, '.sources'), sources);
  rmSync(built, { recursive: true, force: true });
  renameSync(aside, built);
  say(`Console built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return true;
}
