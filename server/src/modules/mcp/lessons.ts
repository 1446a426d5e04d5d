import type { AppError, ErrorCode } from '../../core/errors.ts';

/** A refusal as an agent is told it: enough to do better with the next call. */
export interface Lesson {
  readonly code: ErrorCode;
  readonly message: string;
  /** What is at fault. */
  readonly argument?: string;
  /** What it may be. */
  readonly allowed?: readonly string[];
  /** What the key lacks. */
  readonly permission?: string;
  readonly retryAfterSeconds?: number;
  /** What to do now. */
  readonly next?: string;
}

const NEXT: Partial<Record<ErrorCode, string>> = {
  auth_forbidden: 'whoami tells what this key may do; its owner can make one that may do more.',
  mcp_read_only: 'Connect to /mcp to change something.',
  asset_not_found: 'search_assets gives the ids of pictures.',
  asset_file_too_large: 'Convert the picture to WebP or make it smaller.',
  asset_base64_invalid: 'upload_ticket takes files as they are, without base64.',
  outbound_address_not_allowed:
    'Only public addresses are reached from here. Load a picture yourself and send it with upload_ticket.',
  upload_url_failed: 'Load the file yourself and send it with upload_ticket.',
  asset_changed: 'Read it again with get_asset, then repeat the call.',
  asset_batch_too_large: 'Spread the ids over several calls.',
  skill_not_found: 'list_skills names the skills.',
  skill_name_required: 'list_skills names the skills.',
  job_not_found: 'list_jobs gives the ids of jobs.',
  workflow_profile_not_found: 'list_workflows gives the ids of workflows.',
  workflow_profile_contains_unsupported_skills: 'list_skills names the skills.',
  storage_provider_profile_not_found: 'list_storage_profiles gives the ids of stores.',
  storage_provider_profile_disabled: 'Choose another of list_storage_profiles, or leave storageProviderProfileId out.',
  storage_provider_profile_write_not_supported: 'Choose another of list_storage_profiles.',
  storage_provider_default_write_profile_disabled: 'Name another store of list_storage_profiles.',
  storage_provider_private_not_supported: 'Send isPublic true, or choose a store whose supportsPrivateRead is true.',
  storage_provider_profile_name_conflict: 'list_storage_profiles shows the names that are taken.',
  storage_provider_profile_provider_type_unsupported:
    'providerType is local, s3-compatible, github-repo or github-releases.',
  storage_provider_profile_conflict: 'Read it again with list_storage_profiles, then repeat the call.',
  storage_provider_profiles_too_many: 'delete_storage_profile removes one that holds no pictures.',
  storage_provider_profile_secret_required: 'Send secretConfiguration with the secrets for the new address.',
  storage_provider_profile_secrets_unreadable: 'Send secretConfiguration with all secrets.',
  storage_provider_profile_secret_not_supported: 'Leave secretConfiguration out.',
  storage_provider_profile_default_requires_enabled: 'Send isEnabled true, or make another store the default first.',
  storage_provider_unreachable: 'Wait, then repeat the call; list_storage_profiles shows other stores.',
  storage_provider_timed_out: 'Wait, then repeat the call.',
  storage_provider_rate_limited: 'Wait, then repeat the call.',
  queue_full: 'Wait, then repeat the call.',
  server_busy: 'Wait, then repeat the call.',
  storage_unavailable: 'Wait, then repeat the call.',
};

export function lessonOf({ code, message, details }: AppError): Lesson {
  const { field, allowed, permission, retryAfterSeconds } = details;
  const next = NEXT[code];
  return {
    code,
    message,
    ...(field && { argument: field }),
    ...(allowed && { allowed }),
    ...(permission && { permission }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(next && { next }),
  };
}
