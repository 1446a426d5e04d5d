// Imports go one way: core <- config <- db, storage, imaging, jobs <- modules <- http <- app <- commands <- main.
const test = '\\.test\\.tsx?$|/test/';
const src = '^server/src/';

/**
 * What a layer may not import: `from` and `to` are patterns of paths under server/src.
 * @param {string} name
 * @param {string} comment
 * @param {string} from
 * @param {string} to
 * @param {string[]} [except]
 */
const layer = (name, comment, from, to, except = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `${src}${from}`, pathNot: test },
  to: { path: `${src}${to}`, ...(except.length > 0 ? { pathNot: except.map((path) => `${src}${path}`) } : {}) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    layer('core-is-the-floor', 'core/ imports nothing of ours.', 'core/', '(?!core/)'),
    layer('config-on-core', 'config/ imports core/ and names of image types.', 'config/', '(?!core/|config/)', [
      'imaging/types\\.ts$',
    ]),
    layer(
      'parts-below-modules',
      'db/, storage/, imaging/ and jobs/ know no module and no HTTP.',
      '(db|storage|imaging|jobs)/',
      '(modules/|http/|[^/]+$)',
    ),
    layer('modules-below-http', 'A module is wired up by app.ts; it does not reach up.', 'modules/', '(http/|[^/]+$)'),
    layer('http-below-app', 'http/ is wired up by app.ts.', 'http/', '[^/]+$'),
    layer(
      'app-below-commands',
      'app.ts is run by commands/ and knows none of them.',
      '(?!main\\.ts|commands/)',
      'commands/',
    ),
    layer('app-below-main', 'Only the command line knows the command line.', '(?!main\\.ts)', 'main\\.ts$'),
    layer(
      'modules-by-service',
      'A module is reached through its service.ts, and its shapes through schema.ts.',
      'http/',
      'modules/',
      ['modules/[^/]+/(service|schema)\\.ts$'],
    ),
    {
      name: 'modules-among-themselves',
      comment: 'A module reaches another only through service.ts, and its shapes through schema.ts.',
      severity: 'error',
      from: { path: `${src}modules/([^/]+)/`, pathNot: test },
      to: { path: `${src}modules/`, pathNot: [`${src}modules/$1/`, `${src}modules/[^/]+/(service|schema)\\.ts$`] },
    },
    {
      name: 'rules-know-no-http',
      comment: 'service.ts, repo.ts and present.ts work without a request.',
      severity: 'error',
      from: { path: `${src}modules/.*(service|repo|present)\\.ts$` },
      to: { path: '^node_modules/@?fastify' },
    },
    {
      name: 'web-through-client',
      comment: 'The console reaches the server through client/ alone, and client/ knows only the API.',
      severity: 'error',
      from: { path: '^(web|client)/' },
      to: { path: '^(server|e2e|bench)/' },
    },
    {
      name: 'client-below-web',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^web/' },
    },
    {
      name: 'server-alone',
      comment: 'The program needs neither console nor client to run; its tests may use the client.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: test },
      to: { path: '^(web|client|e2e|bench)/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      // The browser tests' support makes its accounts and pictures with that of the server.
      from: { pathNot: [test, '^e2e/support/'] },
      to: { path: test, pathNot: 'node_modules' },
    },
    {
      name: 'runs-without-dev-packages',
      comment: 'What runs is installed without devDependencies.',
      severity: 'error',
      from: { path: '^(server|client|web)/src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-cycles',
      comment: 'A page that its route loads when it is opened may name its route.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web/dist|e2e/test-results)/' },
    // Imports of types count: they bind as well.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    combinedDependencies: true,
  },
};
