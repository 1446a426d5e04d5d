import { test as base } from '@playwright/test';
import { owner } from './account.ts';
import { type Hub, startHub } from './hub.ts';
import { createProblems, type Problems } from './problems.ts';

export { expect } from '@playwright/test';

interface TestFixtures {
  /** Starts a program for this test alone, which it may kill; it ends after the test's pages are closed. */
  startOwnHub: typeof startHub;
  /** Fails the test for whatever its pages complained about. A context of its own must be watched by the test. */
  problems: Problems;
}

interface HubFixtures {
  /** Settings of the program for the tests of a file: `test.use({ hubEnv: { … } })` at its top. */
  hubEnv: Record<string, string>;
  /** One running program for the tests of a worker that want the same settings; page.goto('/') opens its console. */
  hub: Hub;
}

/** Playwright's test, on a running NekoHub. */
export const test = base.extend<TestFixtures, HubFixtures>({
  hubEnv: [owner.env, { scope: 'worker', option: true }],
  hub: [
    async ({ hubEnv }, use) => {
      const hub = await startHub(hubEnv);
      await use(hub);
      await hub.remove();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: ({ hub }, use) => use(hub.url),
  problems: async ({ hub: _hub }, use) => {
    const problems = createProblems();
    await use(problems);
    base.expect(problems.list(), 'The pages complained about nothing').toEqual([]);
  },
  startOwnHub: async ({ problems: _problems }, use) => {
    const started: Hub[] = [];
    await use(async (env) => {
      const hub = await startHub(env);
      started.push(hub);
      return hub;
    });
    for (const hub of started) await hub.remove();
  },
  // Behind startOwnHub, so that it is closed first.
  context: async ({ startOwnHub: _startOwnHub, context, problems }, use) => {
    problems.watch(context);
    await use(context);
  },
});
