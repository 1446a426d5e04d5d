import type { StorageProfile } from '@nekohub/client';
import { describe, expect, it } from 'vitest';
import {
  faultsOf,
  leadsElsewhere,
  type ProfileValues,
  serverFields,
  startValues,
  toNewProfile,
  toProfilePatch,
} from './profile-values.ts';
import { withService } from './s3-services.ts';

const can = {
  supportsPublicRead: true,
  supportsPrivateRead: true,
  supportsVisibilityToggle: true,
  supportsDelete: true,
  supportsDirectPublicUrl: true,
  requiresAccessProxy: false,
  recommendedForPrimaryStorage: true,
  isPlatformBacked: false,
  isExperimental: false,
  requiresTokenForPrivateRead: false,
};

const profileOf = (
  providerType: StorageProfile['providerType'],
  configuration: Record<string, unknown>,
  secretsSet: string[],
): StorageProfile => ({
  id: '0198a6f0-0000-7000-8000-000000000001',
  name: 'pictures',
  displayName: null,
  providerType,
  isEnabled: true,
  isDefault: false,
  capabilities: can,
  // Not read by the form.
  configurationSummary: {} as StorageProfile['configurationSummary'],
  configuration,
  secretsSet,
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
});

const s3 = profileOf(
  's3-compatible',
  {
    providerName: 'minio',
    endpoint: 'https://s3.test',
    bucket: 'b',
    region: 'r',
    forcePathStyle: false,
    delivery: 'signed',
    publicBaseUrl: null,
  },
  ['accessKey', 'secretKey'],
);
const before = startValues(s3);
const empty = startValues(null);
const inS3: ProfileValues = { ...empty, name: 'n', endpoint: 'https://s3.test', bucket: 'b', region: 'r' };
const inGithub: ProfileValues = { ...empty, name: 'n', providerType: 'github-repo', owner: 'o', repo: 'r' };

describe('the form for a storage profile', () => {
  it('holds what is stored, but for the secrets', () => {
    expect(before).toMatchObject({ endpoint: 'https://s3.test', forcePathStyle: false, delivery: 'signed' });
    expect([before.accessKey, before.secretKey, before.publicBaseUrl]).toEqual(['', '', '']);
  });

  it('sends the fields of its type alone', () => {
    const values = { ...inS3, owner: 'left from another type', accessKey: 'a', secretKey: 's', displayName: ' ' };
    expect(toNewProfile(values)).toEqual({
      name: 'n',
      displayName: null,
      providerType: 's3-compatible',
      isEnabled: true,
      configuration: {
        endpoint: 'https://s3.test',
        bucket: 'b',
        region: 'r',
        forcePathStyle: true,
        delivery: 'proxy',
        publicBaseUrl: null,
      },
      secretConfiguration: { accessKey: 'a', secretKey: 's' },
    });
    expect(toNewProfile({ ...empty, providerType: 'local', rootPath: 'x' })).not.toHaveProperty('secretConfiguration');
  });

  it.each<[Partial<ProfileValues>, object]>([
    [{}, {}],
    [{ name: 'm' }, { name: 'm' }],
    [{ displayName: 'Home' }, { displayName: 'Home' }],
    [{ region: 'q' }, { configuration: { region: 'q' } }],
    [{ publicBaseUrl: 'https://cdn.test' }, { configuration: { publicBaseUrl: 'https://cdn.test' } }],
    [
      { isEnabled: false, secretKey: 's' },
      { isEnabled: false, secretConfiguration: { secretKey: 's' } },
    ],
  ])('sends of %j', (change, expected) => {
    expect(toProfilePatch(before, { ...before, ...change })).toEqual(expected);
  });

  it.each<[string, StorageProfile | null, ProfileValues, string[]]>([
    ['nothing', null, empty, ['name', 'endpoint', 'bucket', 'region', 'accessKey', 'secretKey']],
    ['what is stored', s3, before, []],
    ['another host', s3, { ...before, endpoint: 'https://other.test' }, ['accessKey', 'secretKey']],
    ['a folder', null, { ...empty, name: 'n', providerType: 'local' }, ['rootPath']],
    ['public delivery', s3, { ...before, delivery: 'public' }, ['publicBaseUrl']],
    ['a public repository', null, inGithub, []],
    ['a private one', null, { ...inGithub, visibilityPolicy: 'private-token' }, ['token']],
    ['a release', null, { ...inGithub, providerType: 'github-releases', releaseTagMode: 'fixed' }, ['fixedTag']],
  ])('with %s misses its fields, in their order', (_, profile, values, expected) => {
    expect(Object.keys(faultsOf(profile, values))).toEqual(expected);
  });

  it.each([
    ['configuration.bucket', 'bucket'],
    ['secretConfiguration.secretKey', 'secretKey'],
    ['secretConfiguration', 'accessKey'],
    ['configuration', 'delivery'],
    ['configuration.owner', undefined],
  ])('shows a refusal of %s at %s', (field, expected) => {
    expect(serverFields('s3-compatible')[field]).toBe(expected);
  });
});

describe('addresses', () => {
  it.each([
    ['https://s3.test', false],
    ['https://s3.test/', false],
    ['http://s3.test', true],
    ['https://s3.test:9000', true],
    ['https://s', true],
    ['s3.test', false],
  ])('%s leads elsewhere: %s', (endpoint, expected) => {
    expect(leadsElsewhere(s3, { ...before, endpoint })).toBe(expected);
    expect(leadsElsewhere(null, { ...before, endpoint })).toBe(false);
  });

  it('of GitHub that are left empty are those of github.com', () => {
    const stored = { owner: 'o', repo: 'r', ref: 'main', apiBaseUrl: 'https://api.github.com' };
    const profile = profileOf('github-repo', stored, ['token']);
    const values = startValues(profile);
    expect(leadsElsewhere(profile, { ...values, apiBaseUrl: '' })).toBe(false);
    expect(leadsElsewhere(profile, { ...values, apiBaseUrl: 'https://github.test/api/v3' })).toBe(true);
    expect(leadsElsewhere(profile, { ...values, rawBaseUrl: 'https://raw.test' })).toBe(true);
    expect(leadsElsewhere({ ...profile, secretsSet: [] }, { ...values, rawBaseUrl: 'https://raw.test' })).toBe(false);
  });

  it('of a known service replace those of another one, and nothing that was entered', () => {
    const minio = withService(empty, 'MinIO');
    expect(minio).toMatchObject({ endpoint: 'http://127.0.0.1:9000', region: 'us-east-1', forcePathStyle: true });
    expect(withService(minio, 'AWS S3').endpoint).toContain('amazonaws');
    const own = { ...minio, endpoint: 'https://s3.test' };
    expect(withService(own, 'Cloudflare R2')).toMatchObject({ endpoint: 'https://s3.test', region: 'auto' });
    expect(withService(own, '')).toBe(own);
  });
});
