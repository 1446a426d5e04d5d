import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, stampOf } from './built.mjs';
import { inRoot } from './paths.mjs';

const target = inRoot('web', 'dist');
const stampFile = join(target, '.sources');

/** @type {import('./built.mjs').Built} */
const console = {
  name: 'the console',
  sources: [inRoot('web'), inRoot('client')],
  isSource: () => true,
  cwd: inRoot('web'),
  command: (folder) => [
    inRoot('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--outDir',
    folder,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ],
};

/**
 * Builds the console into web/dist when its sources changed since the last time.
 * @returns {Promise<boolean>} false when it could not be built; the reason has then been printed
 */
export async function buildConsole() {
  const stamp = stampOf(console);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true;
  return build(console, target, (folder) => writeFileSync(join(folder, '.sources'), stamp));
}
