import { readFileSync } from 'node:fs';
import { pathOfMachine } from './node.mjs';
import { inRoot } from './paths.mjs';
import { run, wasInterrupted } from './run.mjs';
import { giveUp, say } from './say.mjs';

/**
 * @typedef {'program' | 'everything'} Level what the program needs, or also what building and testing it needs
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry
 */

/**
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Whether node_modules holds what package-lock.json says. npm leaves its own account of what it installed, written last, so an
 * installation by hand counts and one cut short does not.
 * @param {Level} level
 */
function isInstalled(level) {
  const installed = packagesIn(inRoot('node_modules', '.package-lock.json'));
  return Object.entries(packagesIn(inRoot('package-lock.json'))).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = installed[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    // Optional packages are those for other machines.
    if (wanted.optional || wanted.devOptional) return true;
    return wanted.dev === true && level === 'program';
  });
}

/**
 * Installs the locked packages when they are not there yet.
 * @param {Level} level
 */
export async function installMissing(level) {
  if (isInstalled(level)) return;
  say('Installing packages (once, and after an update; this can take a few minutes) …');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const sign = setInterval(() => say(`… still installing (${seconds()} s)`), 10_000);
  // Named in full: NODE_ENV or the machine's own npm settings must not decide it.
  const args = ['ci', '--loglevel=error', '--include=optional', level === 'program' ? '--omit=dev' : '--include=dev'];
  const windows = process.platform === 'win32';
  const code = await run(windows ? 'npm.cmd' : 'npm', args, {
    env: { PATH: pathOfMachine() },
    shell: windows,
    // npm's report goes where progress goes.
    stdio: ['ignore', 2, 2],
  }).finally(() => clearInterval(sign));
  if (wasInterrupted()) giveUp('Interrupted.');
  if (code !== 0)
    giveUp(
      'The packages could not be installed; npm says why above. Check the network and run the same command again.',
    );
  say(`Packages installed in ${seconds()} s.`);
}
