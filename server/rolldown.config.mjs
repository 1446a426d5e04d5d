import { isAbsolute } from 'node:path';
import { defineConfig } from 'rolldown';

/**
 * Packages of many small modules without files of their own: loading those one by one takes half of the start. All
 * others are loaded from node_modules as they are.
 */
const INCLUDED = /^(jose|kysely|typebox|uuid)(\/|$)/;

export default defineConfig({
  input: ['src/main.ts', 'src/db/sqlite-checkpoint-worker.ts'],
  platform: 'node',
  external: (id) => !id.startsWith('.') && !isAbsolute(id) && !INCLUDED.test(id),
  output: { format: 'esm' },
});
