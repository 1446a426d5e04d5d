import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** What may be thrown away at any time; `npm ci` does. */
export const cacheFolder = inRoot('node_modules', '.cache', 'nekohub');
