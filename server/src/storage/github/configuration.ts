import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';
import { isStorageKey } from '../keys.ts';

const VISIBILITY_POLICIES = ['public-only', 'private-token'] as const;
export type VisibilityPolicy = (typeof VISIBILITY_POLICIES)[number];

const MIN_TOKEN_CHARACTERS = 8;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
/** A folder is the beginning of keys, which have to have an end. */
const MAX_FOLDER_CHARACTERS = 500;
/** What no name of a branch or tag has (git-check-ref-format), and what an address would read otherwise. */
const NEVER_IN_A_REF = /[\s\\~^:?*[%#]|\.\.|@\{|\/\/|^\/|\/$|\.lock$|\.$/;

/** As it is kept. */
export interface GithubConfiguration {
  readonly owner: string;
  readonly repo: string;
  /** The branch that is written to and read from. */
  readonly ref: string;
  /** The folder that everything is kept below; null: the top. */
  readonly basePath: string | null;
  readonly visibilityPolicy: VisibilityPolicy;
  readonly apiBaseUrl: string;
  readonly rawBaseUrl: string;
  readonly allowDelete: boolean;
}

type Given<T> = { readonly [Name in keyof T]?: (T[Name] extends boolean ? boolean : string) | null | undefined };

/**
 * A configuration as it is kept, from what somebody gave; checked in the order of the fields.
 * @throws AppError `storage_provider_profile_github_*` or `outbound_address_not_allowed`, naming the field
 */
export function checkGithubConfiguration(
  given: Given<GithubConfiguration>,
  outbound: Pick<Outbound, 'check'>,
): GithubConfiguration {
  return {
    ...checkGithubRepository(given),
    ref: checkedRef(given.ref),
    basePath: checkGithubFolder(given.basePath, 'basePath'),
    visibilityPolicy: checkedPolicy(given.visibilityPolicy),
    apiBaseUrl: checkedUrl(given.apiBaseUrl, 'apiBaseUrl', 'https://api.github.com', outbound),
    rawBaseUrl: checkedUrl(given.rawBaseUrl, 'rawBaseUrl', 'https://raw.githubusercontent.com', outbound),
    allowDelete: given.allowDelete ?? false,
  };
}

/** @throws AppError `storage_provider_profile_github_{owner,repo}_*` */
export const checkGithubRepository = (
  given: Given<Pick<GithubConfiguration, 'owner' | 'repo'>>,
): Pick<GithubConfiguration, 'owner' | 'repo'> => ({
  owner: checkedName(given.owner, 'owner'),
  repo: checkedName(given.repo, 'repo'),
});

/**
 * A folder of a repository as it goes in front of keys, and therefore made of what they are made of; null: the top.
 * @throws AppError `storage_provider_profile_github_path_prefix_invalid`, naming `field`
 */
export function checkGithubFolder(text: string | null | undefined, field: string): string | null {
  const path = (text?.trim() ?? '').replaceAll('\\', '/').replace(/^\/+|\/+$/g, '');
  if (path === '') return null;
  if (path.length > MAX_FOLDER_CHARACTERS || !isStorageKey(path)) {
    throw refusal('storage_provider_profile_github_path_prefix_invalid', field);
  }
  return path;
}

/** @throws AppError `storage_provider_profile_github_token_invalid`, or that one is needed */
export function checkGithubToken(token: string | null, policy: VisibilityPolicy): void {
  if (token === null) {
    if (policy !== 'private-token') return;
    throw refusal('storage_provider_profile_github_repo_token_required_for_private', 'token');
  }
  // What no header can carry (RFC 9110 §5.5) is none either.
  if (token.length < MIN_TOKEN_CHARACTERS || !/^[\x21-\x7e]+$/.test(token)) {
    throw refusal('storage_provider_profile_github_token_invalid', 'token');
  }
}

/** What is in front of the keys of new objects: empty, or the folder with a slash. */
export const keyPrefixOf = ({ basePath }: Pick<GithubConfiguration, 'basePath'>): string =>
  basePath === null ? '' : `${basePath}/`;

const refusal = (code: ErrorCode, field: string): AppError => new AppError(code, undefined, { field });

function checkedName(text: string | null | undefined, field: 'owner' | 'repo'): string {
  const name = text?.trim() ?? '';
  if (name === '') throw refusal(`storage_provider_profile_github_${field}_required`, field);
  // Nothing but dots would lead to another address of the API.
  if (!NAME.test(name) || /^\.+$/.test(name)) {
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
