import { expect, test } from 'vitest';
import { createOutbound } from '../../core/outbound.ts';
import { checkGithubConfiguration, checkGithubToken, keyPrefixOf } from './configuration.ts';

const outbound = createOutbound({ allowedNetworks: [], maxConcurrent: 1, maxWaiting: 1 });
const GIVEN = { owner: 'nobody', repo: 'pictures', ref: 'main' };

test('what is not given has GitHub’s own values', () => {
  expect(checkGithubConfiguration(GIVEN, outbound)).toEqual({
    owner: 'nobody',
    repo: 'pictures',
    ref: 'main',
    basePath: null,
    visibilityPolicy: 'public-only',
    apiBaseUrl: 'https://api.github.com',
    rawBaseUrl: 'https://raw.githubusercontent.com',
    allowDelete: false,
  });
});

test.each([
  [{ owner: ' nobody ' }, { owner: 'nobody' }],
  [{ ref: 'refs/heads/feature/x' }, { ref: 'feature/x' }],
  [{ basePath: '\\a\\b/' }, { basePath: 'a/b' }],
  [{ basePath: ' / ' }, { basePath: null }],
  [{ visibilityPolicy: 'Private-Token' }, { visibilityPolicy: 'private-token' }],
  [{ apiBaseUrl: 'https://github.example/api/v3/' }, { apiBaseUrl: 'https://github.example/api/v3' }],
])('%j is kept as %j', (given, kept) => {
  expect(checkGithubConfiguration({ ...GIVEN, ...given }, outbound)).toMatchObject(kept);
});

test.each<[object, string, string]>([
  [{ owner: ' ' }, 'storage_provider_profile_github_owner_required', 'owner'],
  [{ owner: null, repo: null }, 'storage_provider_profile_github_owner_required', 'owner'],
  [{ owner: '..' }, 'storage_provider_profile_github_owner_invalid', 'owner'],
  [{ owner: 'a/b' }, 'storage_provider_profile_github_owner_invalid', 'owner'],
  [{ repo: undefined }, 'storage_provider_profile_github_repo_required', 'repo'],
  [{ repo: '.' }, 'storage_provider_profile_github_repo_invalid', 'repo'],
  [{ repo: '...' }, 'storage_provider_profile_github_repo_invalid', 'repo'],
  [{ repo: 'r'.repeat(101) }, 'storage_provider_profile_github_repo_invalid', 'repo'],
  [{ repo: 'a?b' }, 'storage_provider_profile_github_repo_invalid', 'repo'],
  [{ ref: '' }, 'storage_provider_profile_github_repo_ref_required', 'ref'],
  [{ ref: 'a b' }, 'storage_provider_profile_github_repo_ref_invalid', 'ref'],
  [{ ref: 'a\\b' }, 'storage_provider_profile_github_repo_ref_invalid', 'ref'],
  [{ ref: '../../x' }, 'storage_provider_profile_github_repo_ref_invalid', 'ref'],
  [{ basePath: 'a//b' }, 'storage_provider_profile_github_path_prefix_invalid', 'basePath'],
  [{ basePath: 'a/../b' }, 'storage_provider_profile_github_path_prefix_invalid', 'basePath'],
  [{ basePath: 'a/'.repeat(251) }, 'storage_provider_profile_github_path_prefix_invalid', 'basePath'],
  [{ basePath: '.github' }, 'storage_provider_profile_github_path_prefix_invalid', 'basePath'],
  [{ visibilityPolicy: 'secret' }, 'storage_provider_profile_github_visibility_policy_invalid', 'visibilityPolicy'],
  [{ apiBaseUrl: 'ftp://x' }, 'storage_provider_profile_github_repo_api_base_url_invalid', 'apiBaseUrl'],
  [{ apiBaseUrl: 'https://x.example/?a=b' }, 'storage_provider_profile_github_repo_api_base_url_invalid', 'apiBaseUrl'],
  [{ apiBaseUrl: 'http://127.0.0.1' }, 'outbound_address_not_allowed', 'apiBaseUrl'],
  [{ rawBaseUrl: '/raw' }, 'storage_provider_profile_github_repo_raw_base_url_invalid', 'rawBaseUrl'],
])('%j is refused: %s', (given, code, field) => {
  const refusal = expect(() => checkGithubConfiguration({ ...GIVEN, ...given }, outbound));
  refusal.toThrow(expect.objectContaining({ code, details: expect.objectContaining({ field }) }));
});

test.each<['public-only' | 'private-token', string | null, string]>([
  ['private-token', null, 'storage_provider_profile_github_repo_token_required_for_private'],
  ['public-only', 'x1y2z3', 'storage_provider_profile_github_token_invalid'],
  ['public-only', 'with a blank', 'storage_provider_profile_github_token_invalid'],
])('%s with the token %j is refused, and nothing of it is repeated', (policy, token, code) => {
  const refused = () => checkGithubToken(token, policy);
  expect(refused).toThrow(expect.objectContaining({ code }));
  if (token) expect(refused).not.toThrow(token);
});

test.each([
  [null, ''],
  ['a/b', 'a/b/'],
])('below %j, keys begin with %j', (basePath, prefix) => {
  expect(keyPrefixOf({ basePath })).toBe(prefix);
});
