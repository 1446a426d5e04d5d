import type { AuditTarget } from './audit-events.ts';
import { STORAGE_ERRORS } from './storage-errors.ts';

/**
 * Every error code that leaves the program: its HTTP status and the sentence used when the place that throws has
 * nothing more exact to say. Clients key on the code.
 */
export const ERRORS = {
  request_invalid: [400, 'The request is not valid.'],
  request_timeout: [408, 'The request did not arrive in time.'],
  request_too_large: [413, 'The request body is larger than allowed.'],
  request_header_too_large: [431, 'The request header is larger than allowed.'],
  content_type_not_supported: [415, 'This content type is not supported here.'],
  route_not_found: [404, 'There is nothing at this address.'],
  method_not_allowed: [405, 'This address does not answer that method.'],
  range_not_satisfiable: [416, 'The requested range lies beyond the end.'],
  host_not_allowed: [400, 'This host name is not served here.'],
  origin_not_allowed: [403, 'Requests from this origin are not accepted here.'],
  internal_server_error: [500, 'Something went wrong on the server.'],
  server_busy: [503, 'The server is busy. Try again in a moment.'],

  auth_unauthorized: [401, 'Sign in first: this needs a valid access token.'],
  auth_token_expired: [401, 'The access token has expired.'],
  auth_forbidden: [403, 'This credential may not do that.'],
  auth_invalid_credentials: [401, 'User name or password is wrong.'],
  auth_request_invalid: [400, 'The refresh token must not be blank.'],
  auth_refresh_token_invalid: [401, 'The refresh token is not known.'],
  auth_refresh_token_expired: [401, 'The refresh token has expired. Sign in again.'],
  auth_refresh_token_reused: [401, 'The refresh token was used before. Its session has been ended; sign in again.'],
  auth_session_ended: [401, 'This session has ended. Sign in again.'],
  auth_user_inactive: [401, 'This account is disabled.'],
  api_key_missing: [401, 'Send an API key: Authorization: Bearer <key>.'],
  api_key_invalid: [401, 'The API key is not valid.'],
  api_key_expired: [401, 'The API key has expired.'],
  api_key_revoked: [401, 'The API key has been revoked.'],
  api_key_address_not_allowed: [401, 'The API key may not be used from this address.'],
  credential_in_query: [
    400,
    'A key or token was sent in the address, where others can read it. Replace it: it must be considered leaked.',
  ],

  api_key_not_found: [404, 'This API key does not exist.'],
  api_key_manage_forbidden: [403, 'You may not manage this key.'],
  api_key_conflict: [409, 'The key was rotated or revoked meanwhile.'],
  api_key_limit_reached: [409, 'There are too many keys.'],
  api_keys_disabled: [409, 'API keys are switched off on this server.'],

  setup_not_required: [409, 'NekoHub is set up already.'],
  setup_token_invalid: [403, 'This setup link is not valid or has expired. Restart NekoHub to get a new one.'],
  session_not_found: [404, 'This session does not exist.'],
  auth_current_password_wrong: [403, 'The current password is wrong.'],

  user_not_found: [404, 'This user does not exist.'],
  user_username_conflict: [409, 'This user name is taken.'],
  user_manage_forbidden: [403, 'You may not manage this account.'],
  user_manage_super_admin_forbidden: [403, 'Only the superAdmin manages the superAdmin’s account.'],
  user_create_forbidden: [403, 'You may not create an account with this role.'],
  user_role_change_forbidden: [403, 'You may not give an account this role.'],
  user_grant_forbidden: [403, 'You cannot give what you do not have yourself.'],
  user_take_over_forbidden: [403, 'This account may do what you may not, so you cannot set its password.'],
  user_super_admin_create_forbidden: [403, 'A superAdmin cannot be created.'],
  user_super_admin_promote_forbidden: [403, 'Nobody can be made superAdmin.'],
  user_super_admin_role_change_forbidden: [403, 'The superAdmin’s role cannot be changed.'],
  user_super_admin_disable_forbidden: [403, 'The superAdmin cannot be disabled.'],
  user_super_admin_permissions_forbidden: [403, 'The superAdmin’s permissions cannot be changed.'],
  user_super_admin_delete_forbidden: [403, 'The superAdmin cannot be deleted.'],
  user_self_role_change_forbidden: [403, 'You cannot change your own role.'],
  user_self_disable_forbidden: [403, 'You cannot disable your own account.'],
  user_self_permissions_forbidden: [403, 'You cannot change your own permissions.'],
  user_self_delete_forbidden: [403, 'You cannot delete your own account.'],
  user_username_required: [400, 'The user name must not be blank.'],
  user_username_too_long: [400, 'The user name is longer than 128 characters.'],
  user_username_invalid: [400, 'The user name must not contain control or invisible characters.'],
  user_password_required: [400, 'The password must not be blank.'],
  user_password_too_short: [400, 'The password is too short.'],
  user_password_too_long: [400, 'The password is longer than 256 characters.'],
  user_password_common: [400, 'This password is among the most used ones.'],
  user_password_contains_username: [400, 'The password must not contain the user name.'],

  gallery_disabled: [404, 'This server has no public gallery.'],
  asset_not_found: [404, 'This asset does not exist.'],
  asset_file_required: [400, 'Send the picture as the form field "file".'],
  asset_file_empty: [400, 'The file is empty.'],
  asset_file_too_large: [413, 'The file is larger than allowed.'],
  asset_content_type_missing: [400, 'The file part has no content type.'],
  asset_content_type_not_allowed: [400, 'This content type is not allowed.'],
  asset_content_invalid: [400, 'The file is not a picture of its declared type.'],
  asset_dimensions_too_large: [400, 'The picture has more pixels than allowed.'],
  asset_frames_too_many: [400, 'The picture has more frames than allowed.'],
  asset_changed: [409, 'The picture was changed by somebody else meanwhile. Try again.'],
  asset_version_not_found: [404, 'This asset has no such version.'],
  skill_name_required: [400, 'The name of the skill must not be blank.'],
  skill_not_found: [404, 'There is no such skill.'],
  asset_content_missing: [404, 'The file of this asset is not in the storage.'],
  asset_memory_exceeded: [400, 'The picture needs more memory than allowed.'],
  asset_processing_timeout: [422, 'The picture takes too long to process.'],
  asset_filename_invalid: [400, 'The file name is blank.'],
  asset_filename_too_long: [400, 'The file name is longer than 512 characters.'],
  asset_description_too_long: [400, 'The description is longer than 1000 characters.'],
  asset_alt_text_too_long: [400, 'The alternative text is longer than 1000 characters.'],
  asset_base64_invalid: [400, 'contentBase64 is not valid base64.'],
  asset_batch_too_large: [400, 'Too many ids in one request.'],
  page_out_of_range: [400, 'page must be at least 1.'],
  page_size_out_of_range: [400, 'pageSize must be at least 1.'],
  page_size_too_large: [400, 'pageSize is larger than allowed.'],
  queue_full: [503, 'Too much work is waiting. Try again in a while.'],
  job_not_found: [404, 'This job does not exist.'],
  job_not_retryable: [409, 'Only a failed or cancelled job can be tried again.'],
  job_not_cancellable: [409, 'Only a job that waits or runs can be cancelled.'],
  job_interrupted: [500, 'The process that ran this job ended before it was done.'],
  job_timed_out: [500, 'The job took longer than allowed.'],
  job_payload_invalid: [500, 'This version does not understand the job.'],
  ...STORAGE_ERRORS,

  outbound_url_invalid: [400, 'Expected an absolute http or https address without user name and password.'],
  outbound_address_not_allowed: [400, 'This address is not public, and the operator has not allowed it.'],
  outbound_unreachable: [502, 'The other service could not be reached.'],
  outbound_timed_out: [504, 'The other service did not answer in time.'],
  outbound_response_too_large: [502, 'The answer of the other service is larger than allowed.'],

  format_convert_target_format_required: [400, 'TargetFormat is missing.'],
  format_convert_target_format_invalid: [400, 'TargetFormat is not a format that can be written.'],
  format_convert_keep_original_invalid: [400, 'KeepOriginal must be true or false.'],
  format_convert_quality_invalid: [400, 'Quality must be a whole number.'],
  format_convert_quality_out_of_range: [400, 'Quality must be between 1 and 100.'],
  format_convert_dimensions_too_large: [400, 'The picture is larger than the target format allows.'],
  watermark_text_too_long: [400, 'Text is longer than 200 characters.'],
  watermark_opacity_invalid: [400, 'Opacity must be a number.'],
  watermark_opacity_out_of_range: [400, 'Opacity must be between 0 and 1.'],
  watermark_font_size_invalid: [400, 'FontSize must be a whole number.'],
  watermark_font_size_out_of_range: [400, 'FontSize must be at least 1.'],
  watermark_position_invalid: [400, 'Position is not known.'],
  watermark_animation_unsupported: [400, 'An animated PNG cannot be drawn on.'],
  workflow_profile_not_found: [404, 'This workflow does not exist.'],
  workflow_profile_name_required: [400, 'The name must not be blank.'],
  workflow_profile_name_too_long: [400, 'The name is longer than 100 characters.'],
  workflow_profile_name_conflict: [400, 'A workflow with this name already exists.'],
  workflow_profile_description_too_long: [400, 'The description is longer than 1000 characters.'],
  workflow_profile_graph_json_required: [400, 'graphJson must not be blank.'],
  workflow_profile_graph_json_invalid: [400, 'graphJson must be a valid JSON object.'],
  workflow_profile_graph_json_too_long: [400, 'The workflow is larger than allowed.'],
  workflow_profile_graph_has_cycle: [400, 'The connections of the workflow lead in a circle.'],
  workflow_profile_has_no_skills: [400, 'The workflow has no skills.'],
  workflow_profile_contains_unsupported_skills: [400, 'The workflow has skills that do not exist.'],
  workflow_profiles_too_many: [409, 'There are as many workflows as there may be. Delete one first.'],
  ai_provider_profile_not_found: [404, 'This AI provider does not exist.'],
  ai_provider_profile_name_required: [400, 'The name must not be blank.'],
  ai_provider_profile_name_conflict: [409, 'Another AI provider has this name.'],
  ai_provider_profile_api_base_url_required: [400, 'The API address must not be blank.'],
  ai_provider_profile_api_base_url_invalid: [
    400,
    'The API address must be an absolute http or https address without user name, password, query and fragment.',
  ],
  ai_provider_profile_api_key_required: [400, 'The API key must not be blank.'],
  ai_provider_profile_api_key_invalid: [400, 'The API key has characters that no key has.'],
  ai_provider_profile_api_key_unreadable: [409, 'The stored API key cannot be read any more. Enter it again.'],
  ai_provider_profile_model_name_required: [400, 'The model name must not be blank.'],
  ai_provider_profiles_too_many: [409, 'There are as many AI providers as there may be. Delete one first.'],
  // Where trying again can help it is 5xx, else 4xx.
  ai_provider_unreachable: [502, 'The request failed to reach the AI service.'],
  ai_provider_timed_out: [504, 'The request to the AI service timed out.'],
  ai_provider_failed: [502, 'The AI service failed.'],
  ai_provider_rate_limited: [503, 'The AI service asks to wait.'],
  ai_provider_refused: [422, 'The AI service refused the request.'],
  ai_provider_key_refused: [422, 'The AI service does not accept the API key.'],
  ai_provider_address_unknown: [422, 'There is no such AI service or model at this address.'],
  ai_provider_image_too_large: [422, 'The picture is too large for an AI service.'],
  ai_provider_answer_invalid: [422, 'The answer of the AI service cannot be used.'],
  ai_provider_answer_too_large: [422, 'The answer of the AI service is larger than allowed.'],

  upload_ticket_invalid: [404, 'This upload ticket is not known, was used, or has expired.'],
  upload_tickets_too_many: [409, 'Too many upload tickets of this key are open. Use them, or wait until they expire.'],
  upload_size_mismatch: [400, 'The file has another size than the ticket says.'],
  upload_type_mismatch: [400, 'The file has another type than the ticket says.'],
  upload_checksum_mismatch: [400, 'The file has another SHA-256 than the ticket says.'],
  upload_url_failed: [422, 'The picture could not be loaded from this address.'],
  mcp_session_not_found: [404, 'This event stream is not open, or belongs to another key. Open one at /mcp/sse.'],
  mcp_read_only: [403, 'Nothing is changed at this address.'],
  tool_arguments_invalid: [400, 'The arguments do not fit the input schema.'],
  tool_argument_invalid: [400, 'An argument is not valid.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** What an error may carry beside its code and sentence. Never a secret, a path or an upstream's text. */
export interface ErrorDetails {
  /** The request field that is at fault, as the client spells it. */
  readonly field?: string;
  /** What the field may be, where that is a list. */
  readonly allowed?: readonly string[];
  /** The permission that is missing. */
  readonly permission?: string;
  /** Seconds after which another try makes sense; becomes `Retry-After` (RFC 9110 §10.2.3). */
  readonly retryAfterSeconds?: number;
  /** Whether the refused request carried a credential at all: decides between the challenges of RFC 6750 §3.1. */
  readonly credentialSent?: boolean;
  /** What a refusal is about, for the record; never sent. */
  readonly target?: AuditTarget | undefined;
}

/** A refusal that the client is told about. Thrown by services; `http/` and `modules/mcp` alone turn it into answers. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message?: string, details: ErrorDetails = {}) {
    super(message ?? ERRORS[code][1]);
    this.code = code;
    this.status = ERRORS[code][0];
    this.details = details;
  }
}
