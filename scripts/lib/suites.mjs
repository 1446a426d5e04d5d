import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from './console.mjs';
import { inRoot } from './paths.mjs';
import { buildProgram, builtProgram } from './program.mjs';
import { countsOfPlaywright, countsOfVitest } from './test-reports.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} folder where it runs
 * @property {(report: string, rest: string[]) => string[]} command what Node runs, with what the user asked for besides
 * @property {(report: string) => NodeJS.ProcessEnv} [env]
 * @property {(report: unknown) => import('./test-reports.mjs').Counts} read
 * @property {() => Promise<boolean>} [prepare] false: it cannot run, and has said why
 */

/**
 * @param {string} name
 * @param {string} workspace
 * @param {string[]} [selection]
 * @returns {Suite}
 */
const vitest = (name, workspace, selection = []) => ({
  name,
  folder: inRoot(workspace),
  command: (report, rest) => [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...selection,
    ...rest,
    // A forgotten `.only` would leave all other tests out without a word.
    '--allowOnly=false',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  read: countsOfVitest,
});

// As in server/vitest.config.ts; these two have none.
const patience = ['--testTimeout=600000', '--hookTimeout=600000', '--expect.poll.timeout=60000'];

/** @type {Suite} */
const browser = {
  name: 'e2e',
  folder: inRoot('e2e'),
  command: (_report, rest) => [
    inRoot('node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    ...rest,
    '--forbid-only',
    '--reporter=list,json',
  ],
  // The pages are tried with the program that `npm start` runs.
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report, NEKOHUB_PROGRAM: builtProgram() }),
  read: countsOfPlaywright,
  prepare: async () => (await buildConsole()) && (await buildProgram()) !== undefined,
};

/** @param {string} folder */
const hasTests = (folder) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => /\.test\.tsx?$/.test(String(file)));

/** Every suite there is, in the order they run: the quick ones first. */
export const suites = [
  vitest('unit', 'server', ['--project=unit']),
  ...['client', 'web']
    .filter((workspace) => hasTests(join(inRoot(workspace), 'src')))
    .map((workspace) => vitest(workspace, workspace, patience)),
  vitest('sqlite', 'server', ['--project=sqlite']),
  vitest('postgres', 'server', ['--project=postgres']),
  browser,
];
