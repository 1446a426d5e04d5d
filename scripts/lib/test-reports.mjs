/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} flaky names of those among the passed that failed when first tried
 */

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

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
    flaky: [],
  };
}

/**
 * @typedef {object} PlaywrightSuite a file, or a `describe` in it
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file: string, line: number, tests: { projectName: string, status: string }[] }[]} specs
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {PlaywrightSuite[]} suites
 * @property {unknown[]} errors outside any test: a file that cannot be loaded, a failed set-up
 */

/**
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
const flakyIn = ({ suites = [], specs }) => [
  ...specs.flatMap(({ title, file, line, tests }) =>
    tests.filter(({ status }) => status === 'flaky').map((test) => `[${test.projectName}] ${file}:${line} ${title}`),
  ),
  ...suites.flatMap(flakyIn),
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
    flaky: suites.flatMap(flakyIn),
  };
}
