import { defineConfig } from 'vitest/config';

const withDatabase = { include: ['src/**/*.test.ts'], exclude: ['src/**/*.unit.test.ts'] };

export default defineConfig({
  test: {
    // They say when a test hangs, not how fast it is: machines that build and test side by side are slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    // Native imports: the tests see the sources exactly as the program runs them.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.unit.test.ts'] } },
      { extends: true, test: { name: 'sqlite', ...withDatabase, provide: { database: { kind: 'sqlite' } } } },
      { extends: true, test: { name: 'postgres', ...withDatabase, globalSetup: 'test/postgres.ts' } },
    ],
  },
});
