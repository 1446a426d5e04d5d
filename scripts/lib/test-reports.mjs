import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} flaky names of those among the passed that failed when first tried, each with why it did
 * @property {string[]} failures names of the failed, each with why
 */

/**
 * @typedef {object} VitestTest
 * @property {string} status
 * @property {string} fullName
 * @property {string[] | null} failureMessages of every try, also of one that passed when tried again
 */

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, status: string, message: string, assertionResults: VitestTest[] }[]} testResults
 */

const maxReasonLength = 300;

/**
 * Colours and the stack stay in the log above: a summary is read where nothing else is kept.
 * @param {string | undefined} message
 */
const firstLine = (message) =>
  (
    stripVTControlCharacters(message ?? '')
      .split('\n')
      .find((text) => text.trim() !== '') ?? 'no reason given'
  ).slice(0, maxReasonLength);

/**
 * @param {VitestReport['testResults'][number]} file
 * @param {(test: VitestTest) => boolean} choose
 */
const testsIn = (file, choose) =>
  file.assertionResults
    .filter(choose)
    .map((test) => `${basename(file.name)} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);

/**
 * @param {unknown} report Vitest's JSON
 * @returns {Counts}
 */
export function countsOfVitest(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = /** @type {VitestReport} */ (
    report
  );
  // A file that cannot be loaded, or whose hooks fail, has no failing test of its own.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
    flaky: testResults.flatMap((file) =>
      testsIn(file, ({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0),
    ),
    failures: [
      ...testResults.flatMap((file) => testsIn(file, ({ status }) => status === 'failed')),
      ...brokenFiles.map((file) => `${basename(file.name)}: ${firstLine(file.message)}`),
    ],
  };
}

/**
 * @typedef {object} PlaywrightTest
 * @property {string} projectName
 * @property {string} status
 * @property {{ error?: { message?: string } }[]} results of every try
 */

/**
 * @typedef {object} PlaywrightSuite a file, or a `describe` in it
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file: string, line: number, tests: PlaywrightTest[] }[]} specs
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string }[]} errors outside any test: a file that cannot be loaded, a failed set-up
 */

/**
 * @param {PlaywrightSuite} suite
 * @param {string} wanted status of the tests that are named
 * @returns {string[]}
 */
const browserTestsIn = ({ suites = [], specs }, wanted) => [
  ...specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ projectName, results }) => {
        const { error } = results.find((result) => result.error) ?? {};
        return `[${projectName}] ${file}:${line} ${title}: ${firstLine(error?.message)}`;
      }),
  ),
  ...suites.flatMap((suite) => browserTestsIn(suite, wanted)),
];

/**
 * @param {unknown} report Playwright's JSON
 * @returns {Counts}
 */
export function countsOfPlaywright(report) {
  const { stats, suites, errors } = /** @type {PlaywrightReport} */ (report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    flaky: suites.flatMap((suite) => browserTestsIn(suite, 'flaky')),
    failures: [
      ...suites.flatMap((suite) => browserTestsIn(suite, 'unexpected')),
      ...errors.map(({ message }) => firstLine(message)),
    ],
  };
}
