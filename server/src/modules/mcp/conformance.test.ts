import { expect, test } from 'vitest';
import { checkConformance } from '../../../test/conformance.ts';
import { request, startListening } from '../../../test/mcp.ts';

const LISTS = ['completion-complete', 'prompts-list', 'resources-list', 'tools-list'] as const;

/** Scenarios that ask nothing but what every server has. Each revision's are all that the program has for it. */
const GENERIC: Readonly<Record<string, readonly string[]>> = {
  '2025-03-26': ['server-session-lifecycle'],
  '2025-06-18': [...LISTS, 'ping', 'server-initialize', 'server-session-lifecycle'],
  '2025-11-25': [...LISTS, 'dns-rebinding-protection', 'ping', 'server-initialize', 'server-session-lifecycle'],
  '2026-07-28': [
    ...LISTS,
    'caching',
    'dns-rebinding-protection',
    'http-custom-header-server-validation',
    'http-header-validation',
    'input-required-result-unsupported-methods',
    'input-required-result-validate-input',
    'sep-2164-resource-not-found',
    'server-sse-multiple-streams',
    'server-stateless',
  ],
};

/** Scenarios about tools, prompts and resources that are made for them, which are no business of a product. */
const ABOUT_FIXTURES =
  /^(tools-call|resources-read|resources-templates-read|prompts-get|elicitation|input-required-result|json-schema)(-|$)/;
/** What they say of that here. A fault of another kind is one of ours. */
const NO_FIXTURE = new RegExp(
  [
    'There is no tool test_',
    'There are: enrich_asset, inspect_asset, review_asset_outputs',
    'There is no such resource',
    "Tool 'json_schema_2020_12_tool' not found",
    'instead of re-requesting via InputRequiredResult',
    'Expected InputRequiredResult with',
    'could not get initial InputRequiredResult',
  ].join('|'),
);

/** Scenarios about what is not offered, by the capability that would have to be declared. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  'logging-set-level': 'logging',
  'tools-call-with-logging': 'logging',
  'resources-subscribe': 'resources.subscribe',
  'resources-unsubscribe': 'resources.subscribe',
};
/** Sessions, and streams that go on with them, are offered by answering a handshake with a session. */
const ABOUT_SESSIONS = ['server-sse-multiple-streams', 'server-sse-polling'];

test.each(Object.entries(GENERIC))('the official conformance scenarios of %s', async (revision, generic) => {
  await using hub = await startListening();
  const { passed, failed } = await checkConformance(hub.url, ['--spec-version', revision]);
  // Exactly these: what a newer program has besides is to be looked at.
  expect([...passed].sort()).toEqual([...generic].sort());
  const unexpected = [...failed]
    .filter(([scenario]) => !(scenario in NOT_OFFERED) && !ABOUT_SESSIONS.includes(scenario))
    .filter(([scenario, faults]) => !ABOUT_FIXTURES.test(scenario) || !faults.every((fault) => NO_FIXTURE.test(fault)));
  expect(Object.fromEntries(unexpected)).toEqual({});
});

test('what its scenarios are left out for is not declared', async () => {
  await using hub = await startListening();
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const { capabilities } = await request<{ capabilities: object }>(hub, 'initialize', params);
  for (const capability of Object.values(NOT_OFFERED)) expect(capabilities).not.toHaveProperty(capability, true);
  expect(capabilities).not.toHaveProperty('logging');
});
