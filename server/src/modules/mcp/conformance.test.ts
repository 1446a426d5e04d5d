import { expect, test } from 'vitest';
import { checkConformance } from '../../../test/conformance.ts';
import { startListening } from '../../../test/mcp.ts';

/** Scenarios that ask nothing but what every server has. */
const GENERIC = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'completion-complete',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ],
  '2026-07-28': [
    'server-stateless',
    'completion-complete',
    'tools-list',
    'resources-list',
    'sep-2164-resource-not-found',
    'prompts-list',
    'dns-rebinding-protection',
    'caching',
    'http-header-validation',
  ],
} as const;

/** What the others ask for: tools, prompts and resources made for them, which are no business of a product. */
const FIXTURE = new RegExp(
  [
    'There is no tool (test_|greet|slow_compute|failing_job|confirm_delete|multi_input)',
    'There are: enrich_asset, inspect_asset, review_asset_outputs',
    'There is no such resource',
    "Tool 'json_schema_2020_12_tool' not found",
    'Expected InputRequiredResult',
    'Prerequisite failed',
    'InputRequiredResult',
    'routing-task fixture',
    'tools/call for failing_job',
  ].join('|'),
);

/** What is not offered, and is not among the capabilities that are declared. */
const NOT_OFFERED = new Set([
  'logging-set-level',
  'tools-call-with-logging',
  'resources-subscribe',
  'resources-unsubscribe',
  // Sessions, and streams that go on with them.
  'server-sse-polling',
  'server-sse-multiple-streams',
]);

test.each(Object.entries(GENERIC))('the official conformance scenarios of %s', async (revision, generic) => {
  await using hub = await startListening();
  const { passed, failed } = await checkConformance(hub.url, ['--spec-version', revision]);
  const unexpected = [...failed]
    .filter(([scenario]) => !NOT_OFFERED.has(scenario))
    .map(([scenario, faults]) => [scenario, faults.filter((fault) => !FIXTURE.test(fault))] as const)
    .filter(([, faults]) => faults.length > 0);
  expect(Object.fromEntries(unexpected)).toEqual({});
  expect(passed).toEqual(expect.arrayContaining([...generic]));
});
