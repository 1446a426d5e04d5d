import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/chromium.ts';

const { executablePath, env } = await findBrowser();

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  reporter: 'list',
  // These say when a test hangs, not how fast the machine is: it may be five times slower than usual.
  timeout: 600_000,
  expect: { timeout: 45_000 },
  // Who passes only the second time is told of as flaky; see scripts/lib/test-reports.mjs.
  retries: 1,
  workers: 2,
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath, args: ['--font-render-hinting=none'], ...(env ? { env } : {}) },
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Its snapshots would fetch blob: addresses, which the policy of the pages forbids; filming every page takes a third of the time.
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false },
  },
  projects: [
    { name: 'desktop', grepInvert: /@phone-only/, use: { viewport: { width: 1440, height: 900 } } },
    // Those that are about the layout say so: test('…', { tag: '@phone' }, …) runs on both, '@phone-only' here alone.
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
});
