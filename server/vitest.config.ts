import { defineConfig } from 'vitest/config';

const withDatabase = { include: ['src/**/*.test.ts'], exclude: ['src/**/*.unit.test.ts'] };

export default defineConfig({
  test: {
    // They say when a test hangs, not how fast it is: machines that build and test side by side are slow.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    // Some tests kill processes and race on purpose. Who passes only the second time is told of as flaky, with why; see
    // scripts/lib/test-reports.mjs.
    retry: 1,
    // Native imports: the tests see the sources exactly as the program runs them.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Each file opens programs and databases of its own and leaves nothing: loading the sources once for all takes half the time.
    isolate: false,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.unit.test.ts'] } },
      { extends: true, test: { name: 'sqlite', ...withDatabase, provide: { database: { kind: 'sqlite' } } } },
      { extends: true, test: { name: 'postgres', ...withDatabase, globalSetup: 'test/postgres.ts' } },
    ],
  },
});
