import Type, { type Static } from 'typebox';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';
import { Nullable, Word } from '../../core/schema.ts';
import { isStorageKey } from '../keys.ts';

export const VISIBILITY_POLICIES = ['public-only', 'private-token'] as const;
export type VisibilityPolicy = (typeof VISIBILITY_POLICIES)[number];

const MIN_TOKEN_CHARACTERS = 8;
const NAME = /^[A-Za-z0-9._-]+$/;
/** What no name of a branch or tag has (git-check-ref-format), and what an address would read otherwise. */
const NEVER_IN_A_REF = /[\s\\~^:?*[%#]|\.\.|@\{|\/\/|^\/|\/$|\.lock$|\.$/;

const Text = (description: string) => Type.Optional(Nullable(Type.String({ maxLength: 512, description })));

/** As people give it; what is blank or missing is told from what is wrong by {@link checkGithubConfiguration}. */
export const GithubConfigurationBody = Type.Object({
  owner: Text('The account or organisation.'),
  repo: Text('The repository’s name.'),
  ref: Text('The branch that is written to and read from.'),
  basePath: Text('The folder that everything is kept below; null or blank: the top.'),
  visibilityPolicy: Text('public-only or private-token.'),
  apiBaseUrl: Text('Default https://api.github.com.'),
  rawBaseUrl: Text('Default https://raw.githubusercontent.com.'),
  allowDelete: Type.Optional(Nullable(Type.Boolean())),
});

/** As it is kept. */
export const GithubConfigurationSchema = Type.Object({
  owner: Type.String(),
  repo: Type.String(),
  ref: Type.String(),
  basePath: Nullable(Type.String()),
  visibilityPolicy: Word(VISIBILITY_POLICIES),
  apiBaseUrl: Type.String(),
  rawBaseUrl: Type.String(),
  allowDelete: Type.Boolean(),
});

export type GithubConfiguration = Static<typeof GithubConfigurationSchema>;

/**
 * A configuration as it is kept, from what somebody gave and the token that goes with it; checked in the order of the fields.
 * @throws AppError `storage_provider_profile_github_*` or `outbound_address_not_allowed`, naming the field
 */
export function checkGithubConfiguration(
  given: Static<typeof GithubConfigurationBody>,
  token: string | null | undefined,
  outbound: Pick<Outbound, 'check'>,
): GithubConfiguration {
  const configuration: GithubConfiguration = {
    owner: checkedName(given.owner, 'owner'),
    repo: checkedName(given.repo, 'repo'),
    ref: checkedRef(given.ref),
    basePath: checkedBasePath(given.basePath),
    visibilityPolicy: checkedPolicy(given.visibilityPolicy),
    apiBaseUrl: checkedUrl(given.apiBaseUrl, 'apiBaseUrl', 'https://api.github.com', outbound),
    rawBaseUrl: checkedUrl(given.rawBaseUrl, 'rawBaseUrl', 'https://raw.githubusercontent.com', outbound),
    allowDelete: given.allowDelete ?? false,
  };
  checkToken(token, configuration.visibilityPolicy);
  return configuration;
}

/** What is in front of the keys of new objects: empty, or the folder with a slash. */
export const keyPrefixOf = ({ basePath }: Pick<GithubConfiguration, 'basePath'>): string =>
  basePath === null ? '' : `${basePath}/`;

const refusal = (code: ErrorCode, field: string): AppError => new AppError(code, undefined, { field });

function checkedName(text: string | null | undefined, field: 'owner' | 'repo'): string {
  const name = text?.trim() ?? '';
  if (name === '') throw refusal(`storage_provider_profile_github_${field}_required`, field);
  // These would lead to another address of the API.
  if (!NAME.test(name) || name === '.' || name === '..') {
    throw refusal(`storage_provider_profile_github_${field}_invalid`, field);
  }
  return name;
}

function checkedRef(text: string | null | undefined): string {
  const ref = (text?.trim() ?? '').replace(/^refs\/heads\//, '');
  if (ref === '') throw refusal('storage_provider_profile_github_repo_ref_required', 'ref');
  if (NEVER_IN_A_REF.test(ref)) throw refusal('storage_provider_profile_github_repo_ref_invalid', 'ref');
  return ref;
}

/** Made of what keys are made of: it is the beginning of them. */
function checkedBasePath(text: string | null | undefined): string | null {
  const path = (text?.trim() ?? '').replaceAll('\\', '/').replace(/^\/+|\/+$/g, '');
  if (path === '') return null;
  if (!isStorageKey(path)) throw refusal('storage_provider_profile_github_path_prefix_invalid', 'basePath');
  return path;
}

function checkedPolicy(text: string | null | undefined): VisibilityPolicy {
  const given = text?.trim().toLowerCase() || 'public-only';
  const policy = VISIBILITY_POLICIES.find((known) => known === given);
  if (!policy) throw refusal('storage_provider_profile_github_visibility_policy_invalid', 'visibilityPolicy');
  return policy;
}

const URL_CODES = {
  apiBaseUrl: 'storage_provider_profile_github_repo_api_base_url_invalid',
  rawBaseUrl: 'storage_provider_profile_github_repo_raw_base_url_invalid',
} as const;

function checkedUrl(
  text: string | null | undefined,
  field: keyof typeof URL_CODES,
  otherwise: string,
  outbound: Pick<Outbound, 'check'>,
): string {
  const address = (text?.trim() || otherwise).replace(/\/+$/, '');
  try {
    const { search, hash } = outbound.check(address);
    if (search || hash) throw refusal(URL_CODES[field], field);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === URL_CODES[field]) throw error;
    if (error.code === 'outbound_url_invalid') throw refusal(URL_CODES[field], field);
    throw new AppError(error.code, error.message, { ...error.details, field });
  }
  return address;
}

function checkToken(token: string | null | undefined, policy: VisibilityPolicy): void {
  if (!token) {
    if (policy !== 'private-token') return;
    throw refusal('storage_provider_profile_github_repo_token_required_for_private', 'token');
  }
  // What no header can carry (RFC 9110 §5.5) is none either.
  if (token.length < MIN_TOKEN_CHARACTERS || !/^[\x21-\x7e]+$/.test(token)) {
    throw refusal('storage_provider_profile_github_token_invalid', 'token');
  }
}
