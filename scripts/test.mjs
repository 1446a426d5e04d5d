import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installMissing } from './lib/install.mjs';
import { neededNode } from './lib/node.mjs';
import { endWithNpm } from './lib/npm.mjs';
import { cacheFolder } from './lib/paths.mjs';
import { run, wasInterrupted } from './lib/run.mjs';
import { giveUp, say } from './lib/say.mjs';
import { suites } from './lib/suites.mjs';

/** @typedef {import('./lib/test-reports.mjs').Counts} Counts */

/**
 * `npm test -- sqlite assets` runs the suite `sqlite` and hands `assets` on to it, as a file filter.
 * @param {string[]} words
 */
function select(words) {
  const names = new Set(suites.map((suite) => suite.name));
  const split = words.findIndex((word) => !names.has(word));
  const chosen = split === -1 ? words : words.slice(0, split);
  const rest = split === -1 ? [] : words.slice(split);
  if (chosen.length === 0 && rest.length > 0)
    giveUp(`There is no suite "${rest[0]}". There are: ${[...names].join(', ')}.`);
  return { chosen: chosen.length === 0 ? suites : suites.filter((suite) => chosen.includes(suite.name)), rest };
}

/** @type {Counts} */
const nothing = { passed: 0, failed: 0, skipped: 0, flaky: [], failures: [] };

/**
 * @param {import('./lib/suites.mjs').Suite} suite
 * @param {string[]} rest
 * @returns {Promise<Counts & { fault?: string }>}
 */
async function runSuite(suite, rest) {
  const report = join(cacheFolder, `tests-${suite.name}.json`);
  rmSync(report, { force: true });
  if (suite.prepare && !(await suite.prepare())) return { ...nothing, failed: 1, fault: 'could not be prepared' };
  const code = await run(neededNode(), suite.command(report, rest), {
    cwd: suite.folder,
    env: suite.env?.(report) ?? {},
  });
  /** @type {Counts} */
  let counts;
  try {
    counts = suite.read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { ...nothing, failed: 1, fault: `ended with code ${code} and without a report` };
  }
  // What no test failed for must not look like success.
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, fault: 'ran no test' };
  if (counts.failed === 0 && code !== 0)
    return { ...counts, failed: 1, fault: `ended with code ${code} though no test failed` };
  return counts;
}

/** @param {Counts} counts */
const line = ({ passed, failed, skipped, flaky }) =>
  [
    `${passed} passed, ${failed} failed`,
    ...(flaky.length > 0 ? [`${flaky.length} flaky`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');

endWithNpm();
await installMissing('everything');
mkdirSync(cacheFolder, { recursive: true });
const { chosen, rest } = select(process.argv.slice(2));
const total = structuredClone(nothing);
const summary = [];
for (const suite of chosen) {
  say(`\n== ${suite.name}`);
  const result = await runSuite(suite, rest);
  if (wasInterrupted()) giveUp('Interrupted.');
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
  total.flaky.push(...result.flaky);
  summary.push(`${suite.name}: ${line(result)}${result.fault ? ` (it ${result.fault})` : ''}`);
  summary.push(...result.failures.map((name) => `  failed: ${name}`));
  summary.push(...result.flaky.map((name) => `  flaky, passed when tried again: ${name}`));
}
console.log(`\n${summary.join('\n')}\n${line(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
