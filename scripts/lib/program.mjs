import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, stampOf } from './built.mjs';
import { inRoot } from './paths.mjs';

const builds = inRoot('server', 'dist');
/** One that runs still loads parts of its own build when they are first needed. */
const KEPT_BUILDS = 3;

/** @type {import('./built.mjs').Built} */
const program = {
  name: 'the program',
  sources: [inRoot('server', 'src'), inRoot('server', 'rolldown.config.mjs')],
  isSource: (path) => !path.endsWith('.test.ts'),
  cwd: inRoot('server'),
  command: (folder) => [
    inRoot('node_modules', 'rolldown', 'bin', 'cli.mjs'),
    '-c',
    'rolldown.config.mjs',
    '-d',
    folder,
    '--logLevel',
    'silent',
  ],
};

/** The file that {@link buildProgram} builds from the sources of now. */
export const builtProgram = () => join(builds, stampOf(program).slice(0, 16), 'main.js');

/**
 * Puts the server's sources together into few files when they changed since the last time: it then starts in half the
 * time. Tests and `npm run dev` run the sources as they are.
 * @returns {Promise<string | undefined>} the file to run; undefined when it could not be built, and why has been printed
 */
export async function buildProgram() {
  const file = builtProgram();
  if (existsSync(file)) return file;
  if (!(await build(program, dirname(file)))) return undefined;
  removeOld();
  return file;
}

function removeOld() {
  const folders = readdirSync(builds).map((name) => join(builds, name));
  const age = (/** @type {string} */ folder) => statSync(folder).mtimeMs;
  const old = folders.sort((a, b) => age(b) - age(a)).slice(KEPT_BUILDS);
  for (const folder of old) rmSync(folder, { recursive: true, force: true });
}
