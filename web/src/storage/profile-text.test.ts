import type { StorageProfile } from '@nekohub/client';
import { describe, expect, it } from 'vitest';
import { factsOf, isBrowsable, placeOf } from './profile-text.ts';

const summary: StorageProfile['configurationSummary'] = {
  providerName: null,
  rootPath: null,
  endpointHost: null,
  bucketOrContainer: null,
  region: null,
  publicBaseUrl: null,
  forcePathStyle: null,
  owner: null,
  repository: null,
  reference: null,
  releaseTagMode: null,
  fixedTag: null,
  pathPrefix: null,
  visibilityPolicy: null,
  basePath: null,
  assetPathPrefix: null,
  apiBaseUrl: null,
  rawBaseUrl: null,
};
const local: StorageProfile = {
  id: '0198a6f0-0000-7000-8000-000000000001',
  name: 'pictures',
  displayName: null,
  providerType: 'local',
  isEnabled: true,
  isDefault: false,
  capabilities: {
    supportsPublicRead: true,
    supportsPrivateRead: true,
    supportsVisibilityToggle: true,
    supportsDelete: true,
    supportsDirectPublicUrl: false,
    requiresAccessProxy: true,
    recommendedForPrimaryStorage: true,
    isPlatformBacked: false,
    isExperimental: false,
    requiresTokenForPrivateRead: false,
  },
  configurationSummary: { ...summary, rootPath: 'assets' },
  configuration: {},
  secretsSet: [],
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
};
const direct = { ...local.capabilities, supportsDirectPublicUrl: true };
const s3: StorageProfile = {
  ...local,
  providerType: 's3-compatible',
  capabilities: direct,
  configurationSummary: { ...summary, endpointHost: 's3.test:9000', bucketOrContainer: 'b' },
  configuration: { delivery: 'proxy' },
};
const repository = { ...summary, owner: 'o', repository: 'r', reference: 'main', pathPrefix: 'images' };
const github: StorageProfile = {
  ...local,
  providerType: 'github-repo',
  capabilities: { ...direct, supportsPrivateRead: false, recommendedForPrimaryStorage: false },
  configurationSummary: repository,
  configuration: { visibilityPolicy: 'public-only' },
};
const releases: StorageProfile = { ...github, providerType: 'github-releases' };

describe('a storage profile in words', () => {
  it.each([
    [local, 'assets'],
    [s3, 's3.test:9000/b'],
    [github, 'o/r@main/images'],
    [{ ...github, configurationSummary: { ...repository, pathPrefix: null } }, 'o/r@main'],
    [{ ...releases, configurationSummary: { ...repository, fixedTag: 'v1', pathPrefix: null } }, 'o/r@v1'],
  ])('is at its place', (profile, expected) => {
    expect(placeOf(profile)).toBe(expected);
  });

  it.each([
    [local, ['keepsPrivate', 'throughServer']],
    [s3, ['keepsPrivate', 'throughServer']],
    [{ ...s3, configuration: { delivery: 'signed' } }, ['keepsPrivate', 'directLinks']],
    [github, ['publicOnly', 'directLinks', 'notMain']],
    [{ ...github, configuration: { visibilityPolicy: 'private-token' } }, ['publicOnly', 'throughServer', 'notMain']],
    [releases, ['nothingStored']],
  ])('says how it is set', (profile, expected) => {
    expect(factsOf(profile)).toEqual(expected);
  });

  it('has files to look through as an enabled repository alone', () => {
    const browsable = [local, s3, github, { ...github, isEnabled: false }, releases].map(isBrowsable);
    expect(browsable).toEqual([false, false, true, false, false]);
  });
});
