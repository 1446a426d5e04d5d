import { test as base } from '@playwright/test';
import { type Hub, startHub } from './hub.ts';

export { expect } from '@playwright/test';

interface HubFixtures {
  /** Settings of the program for the tests of a file: `test.use({ hubEnv: { … } })` at its top. */
  hubEnv: Record<string, string>;
  /** One running program for the tests of a worker that want the same settings; page.goto('/') opens its console. */
  hub: Hub;
}

/** Playwright's test, on a running NekoHub. A test that ends or restarts the program makes its own with startHub. */
export const test = base.extend<object, HubFixtures>({
  hubEnv: [{}, { scope: 'worker', option: true }],
  hub: [
    async ({ hubEnv }, use) => {
      const hub = await startHub(hubEnv);
      await use(hub);
      await hub.remove();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ hub }, use) => use(hub.url),
});
