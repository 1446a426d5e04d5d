import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { neededNode } from './node.mjs';
import { cacheFolder, inRoot, root } from './paths.mjs';
import { run, wasInterrupted } from './run.mjs';
import { say } from './say.mjs';

/**
 * Something that is built from sources.
 * @typedef {object} Built
 * @property {string} name for people
 * @property {string[]} sources files and folders that it is made from
 * @property {(path: string) => boolean} isSource decides about each file in those folders
 * @property {(target: string) => string[]} command arguments of Node that build it into a folder
 * @property {string} cwd
 */

const notSources = new Set(['node_modules', 'dist']);

/**
 * @param {string} path
 * @returns {string[]} every file under it, in a stable order
 */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !notSources.has(entry.name) && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}

/**
 * One value for everything that it is made from. Every start asks, so the files are not read.
 * @param {Built} built
 */
export function stampOf({ sources, isSource }) {
  const hash = createHash('sha256');
  for (const file of [...sources.flatMap(filesUnder).filter(isSource), inRoot('package-lock.json')]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/**
 * Builds aside and moves in whole: a build that fails or is interrupted leaves nothing behind.
 * @param {Built} built
 * @param {string} target
 * @param {(folder: string) => void} finish what is done with the folder before it is moved
 * @returns {Promise<boolean>} false when it could not be built; the reason has then been printed
 */
export async function build(built, target, finish = () => {}) {
  say(`Building ${built.name} …`);
  const started = Date.now();
  mkdirSync(cacheFolder, { recursive: true });
  const aside = join(cacheFolder, `${createHash('sha256').update(target).digest('hex').slice(0, 8)}-${process.pid}`);
  const code = await run(neededNode(), built.command(aside), { cwd: built.cwd, stdio: ['ignore', 'ignore', 2] });
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true });
    if (!wasInterrupted())
      say(`${built.name[0]?.toUpperCase()}${built.name.slice(1)} could not be built; the reason is above.`);
    return false;
  }
  finish(aside);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(aside, target);
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return true;
}
