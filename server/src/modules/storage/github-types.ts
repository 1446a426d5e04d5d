import { AppError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import {
  checkGithubConfiguration,
  checkGithubFolder,
  checkGithubRepository,
  checkGithubToken,
  type GithubConfiguration,
  keyPrefixOf,
} from '../../storage/github/configuration.ts';
import { encodePath } from '../../storage/github/paths.ts';
import type { Fields } from './fields.ts';
import { defineType } from './type.ts';

const GITHUB = {
  supportsPublicRead: true,
  supportsPrivateRead: true,
  supportsVisibilityToggle: false,
  supportsDelete: true,
  supportsDirectPublicUrl: true,
  requiresAccessProxy: true,
  recommendedForPrimaryStorage: false,
  isPlatformBacked: true,
  isExperimental: true,
  requiresTokenForPrivateRead: true,
} as const;

export interface GithubSecrets {
  readonly token: string | null;
}

/** A branch of a repository on GitHub. */
export const githubRepoType = defineType<GithubConfiguration, GithubSecrets>({
  type: 'github-repo',
  secretNames: ['token'],
  capabilities: (configuration) => ({
    ...GITHUB,
    supportsPrivateRead: configuration?.visibilityPolicy !== 'public-only',
  }),

  readConfiguration(fields, { outbound }) {
    const { text } = fields;
    const given = {
      owner: text('owner'),
      repo: text('repo'),
      ref: text('ref'),
      basePath: text('basePath'),
      visibilityPolicy: text('visibilityPolicy'),
      apiBaseUrl: text('apiBaseUrl'),
      rawBaseUrl: text('rawBaseUrl'),
      allowDelete: fields.boolean('allowDelete', false),
    };
    return naming(fields, () => checkGithubConfiguration(given, outbound));
  },

  readSecrets: (fields, { visibilityPolicy }) => tokenIn(fields, visibilityPolicy),

  hostsOf: ({ apiBaseUrl, rawBaseUrl }) => [new URL(apiBaseUrl).origin, new URL(rawBaseUrl).origin],

  traits: (configuration) => ({
    provider: 'github-repo',
    keyPrefix: keyPrefixOf(configuration),
    keepsPrivate: configuration.visibilityPolicy === 'private-token',
    staysPrivate: false,
    // Each read with the token counts against what GitHub allows it in an hour.
    redirects: configuration.visibilityPolicy === 'public-only',
    publicBaseUrl: rawBaseOf(configuration),
  }),

  async open(configuration, { token }, { outbound, clock, timeoutMs, openFolder, commitMessageTemplate }) {
    // Loaded with the first such store: many hubs have none.
    const { createGithubStorage } = await import('../../storage/github/github.ts');
    const secret = token === null ? undefined : new Secret(token);
    return createGithubStorage({
      configuration,
      token: secret,
      outbound,
      clock,
      timeoutMs,
      openFolder,
      ...(commitMessageTemplate !== undefined && { commitMessageTemplate }),
    });
  },
});

/** Where everybody can read the files of a public repository. */
function rawBaseOf({ visibilityPolicy, rawBaseUrl, owner, repo, ref }: GithubConfiguration): string | undefined {
  return visibilityPolicy === 'public-only' ? `${rawBaseUrl}/${owner}/${repo}/${encodePath(ref)}` : undefined;
}

export interface GithubReleasesConfiguration {
  readonly owner: string;
  readonly repo: string;
  readonly releaseTagMode: 'latest' | 'fixed';
  readonly fixedTag: string | null;
  readonly assetPathPrefix: string | null;
  readonly visibilityPolicy: 'public-only' | 'public-first';
  readonly allowDelete: boolean;
}

/** Files of releases: such profiles can be kept, but nothing can be stored with them. */
export const githubReleasesType = defineType<GithubReleasesConfiguration, GithubSecrets>({
  type: 'github-releases',
  secretNames: ['token'],
  capabilities: () => ({
    ...GITHUB,
    supportsPrivateRead: false,
    supportsDelete: false,
    requiresAccessProxy: false,
    requiresTokenForPrivateRead: false,
  }),

  readConfiguration(fields) {
    const repository = naming(fields, () =>
      checkGithubRepository({ owner: fields.text('owner'), repo: fields.text('repo') }),
    );
    const releaseTagMode = fields.word(
      'releaseTagMode',
      ['latest', 'fixed'],
      'latest',
      'storage_provider_profile_github_releases_release_tag_mode_invalid',
    );
    const fixedTag =
      releaseTagMode === 'fixed'
        ? fields.required('fixedTag', 'storage_provider_profile_github_releases_fixed_tag_required')
        : null;
    const prefix = fields.text('assetPathPrefix');
    const assetPathPrefix = naming(fields, () => checkGithubFolder(prefix, 'assetPathPrefix'));
    const visibilityPolicy = fields.word(
      'visibilityPolicy',
      ['public-only', 'public-first'],
      'public-only',
      'storage_provider_profile_github_visibility_policy_invalid',
    );
    if (fields.boolean('allowDelete', false)) {
      fields.refuse('allowDelete', 'storage_provider_profile_github_releases_delete_not_supported');
    }
    return { ...repository, releaseTagMode, fixedTag, assetPathPrefix, visibilityPolicy, allowDelete: false };
  },

  readSecrets: (fields) => tokenIn(fields, 'public-only'),
  hostsOf: () => [],
  traits: () => undefined,
  open: async () => {
    throw new AppError('storage_provider_profile_write_not_supported');
  },
});

function tokenIn(fields: Fields, policy: GithubConfiguration['visibilityPolicy']): GithubSecrets {
  const token = fields.text('token');
  naming(fields, () => checkGithubToken(token, policy));
  return { token };
}

/** What a check refuses, with the field's name as it is in the request. */
function naming<T>(fields: Fields, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof AppError && error.details.field) fields.refuse(error.details.field, error.code, error.message);
    throw error;
  }
}
