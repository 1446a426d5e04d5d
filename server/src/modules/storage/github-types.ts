import { AppError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { checkGithubConfiguration, type GithubConfiguration, keyPrefixOf } from '../../storage/github/configuration.ts';
import { encodePath } from '../../storage/github/paths.ts';
import type { Fields } from './fields.ts';
import { defineType, SECRETS_INVALID } from './type.ts';

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
    try {
      return checkGithubConfiguration(given, ANY_TOKEN, outbound);
    } catch (error) {
      if (error instanceof AppError && error.details.field)
        fields.refuse(error.details.field, error.code, error.message);
      throw error;
    }
  },

  readSecrets(fields, { visibilityPolicy }) {
    const token = tokenOf(fields);
    if (token === null && visibilityPolicy === 'private-token') {
      fields.refuse('token', 'storage_provider_profile_github_repo_token_required_for_private');
    }
    return { token };
  },

  hostsOf: ({ apiBaseUrl, rawBaseUrl }) => [new URL(apiBaseUrl).origin, new URL(rawBaseUrl).origin],

  traits: (configuration) => ({
    provider: 'github-repo',
    keyPrefix: keyPrefixOf(configuration),
    keepsPrivate: configuration.visibilityPolicy === 'private-token',
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

/** Stands in while only the configuration is looked at; the real one is checked with the secrets. */
const ANY_TOKEN = 'any-token-will-do';

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
    const { owner, repo } = repositoryOf(fields);
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
    const assetPathPrefix = pathPrefixOf(fields, 'assetPathPrefix');
    const visibilityPolicy = fields.word(
      'visibilityPolicy',
      ['public-only', 'public-first'],
      'public-only',
      'storage_provider_profile_github_visibility_policy_invalid',
    );
    if (fields.boolean('allowDelete', false)) {
      fields.refuse('allowDelete', 'storage_provider_profile_github_releases_delete_not_supported');
    }
    return { owner, repo, releaseTagMode, fixedTag, assetPathPrefix, visibilityPolicy, allowDelete: false };
  },

  readSecrets: (fields) => ({ token: tokenOf(fields) }),
  hostsOf: () => [],
  traits: () => undefined,
  open: async () => {
    throw new AppError('storage_provider_profile_write_not_supported');
  },
});

function repositoryOf(fields: Fields): { owner: string; repo: string } {
  const part = (name: 'owner' | 'repo') => {
    const text = fields.required(name, `storage_provider_profile_github_${name}_required`);
    // Names of nothing but dots would lead to another address.
    if (!/^[A-Za-z0-9._-]{1,100}$/.test(text) || /^\.+$/.test(text)) {
      fields.refuse(name, `storage_provider_profile_github_${name}_invalid`);
    }
    return text;
  };
  return { owner: part('owner'), repo: part('repo') };
}

/** A folder as it goes in front of keys: of plain segments, as keys are. */
function pathPrefixOf(fields: Fields, name: string): string | null {
  const path = fields
    .text(name)
    ?.replaceAll('\\', '/')
    .replace(/^\/|\/$/g, '');
  if (!path) return null;
  if (path.length > 500 || !/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(path)) {
    fields.refuse(name, 'storage_provider_profile_github_path_prefix_invalid');
  }
  return path;
}

function tokenOf(fields: Fields): string | null {
  const token = fields.text('token');
  if (token === null) return null;
  if (token.length < 8) fields.refuse('token', 'storage_provider_profile_github_token_invalid');
  if (!/^[\x21-\x7e]+$/.test(token)) fields.refuse('token', SECRETS_INVALID, 'No token has such characters.');
  return token;
}
