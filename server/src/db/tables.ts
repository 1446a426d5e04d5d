import type { Generated } from 'kysely';
import type { AuditAction, AuditOutcome } from '../core/audit-events.ts';
import type {
  AiProviderId,
  ApiKeyId,
  AssetId,
  JobId,
  RefreshTokenId,
  SessionId,
  StorageProfileId,
  UserId,
  WorkflowId,
} from '../core/ids.ts';
import type { Permission, Role } from '../core/permissions.ts';
import type { StorageProviderType } from '../core/storage-types.ts';

/** 0 or 1: neither database's own boolean, so that both read and compare alike. */
export type Flag = 0 | 1;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export interface UsersTable {
  id: UserId;
  username: string;
  /** Upper case; unique. */
  normalized_username: string;
  password_hash: string;
  role: Role;
  is_active: Flag;
  created_at: Instant;
  updated_at: Instant;
  last_login_at: Instant | null;
}

export interface UserPermissionsTable {
  user_id: UserId;
  permission: Permission;
}

export type SessionEnd =
  | 'logout'
  | 'revoked'
  | 'refresh_token_reused'
  | 'limit'
  | 'user_disabled'
  | 'password_reset'
  | 'password_changed';

/** A refresh token came back when its time was over: `late` and its session went on, or `reused` and it ended. */
export type SessionWarning = 'refresh_token_late' | 'refresh_token_reused';

export interface SessionsTable {
  id: SessionId;
  user_id: UserId;
  created_at: Instant;
  last_seen_at: Instant;
  /** However often it is refreshed, the session ends here. */
  expires_at: Instant;
  ended_at: Instant | null;
  end_reason: SessionEnd | null;
  /** The client's address and its network (see `core/network.ts`), as seen at sign-in. */
  address: string;
  network: string;
  user_agent: string;
  /** Where it was last seen; null: at `address`. */
  last_address: string | null;
  warning: SessionWarning | null;
  warned_at: Instant | null;
}

export interface RefreshTokensTable {
  id: RefreshTokenId;
  session_id: SessionId;
  /** SHA-256, hex. */
  token_hash: string;
  /** The token itself, sealed, while an answer that carried it may have to be given again; then null. */
  sealed_token: string | null;
  parent_id: RefreshTokenId | null;
  created_at: Instant;
  expires_at: Instant;
  first_used_at: Instant | null;
  child_id: RefreshTokenId | null;
}

/** Keys that people made. A revoked or expired one stays for a while, so that its holder is told what became of it. */
export interface ApiKeysTable {
  id: ApiKeyId;
  owner_id: UserId;
  name: string;
  /** SHA-256 of the whole key, hex. */
  key_hash: string;
  /** The same of the key before the last rotation, which is good until then. */
  former_key_hash: string | null;
  former_key_until: Instant | null;
  /** What it was given: a list of permissions. */
  permissions_json: string;
  /** A list of networks (see `core/network-list.ts`); empty: from anywhere. */
  allowed_addresses_json: string;
  created_at: Instant;
  /** null: never. */
  expires_at: Instant | null;
  rotated_at: Instant | null;
  revoked_at: Instant | null;
  /** The last use that was noted; of uses close together the first. */
  last_used_at: Instant | null;
  last_used_address: string | null;
  last_used_user_agent: string | null;
}

export interface LoginFailuresTable {
  key: string;
  failures: number;
  blocked_until: Instant;
  updated_at: Instant;
}

export interface SetupTokensTable {
  token_hash: string;
  expires_at: Instant;
}

export type AssetStatus = 'pending' | 'ready' | 'deleted' | 'failed';

export interface AssetsTable {
  /** Row number for the search index, which only knows integers. */
  seq: Generated<number>;
  id: AssetId;
  type: 'image';
  status: AssetStatus;
  original_file_name: string | null;
  content_type: string;
  extension: string;
  size: number;
  width: number;
  height: number;
  frames: number;
  checksum_sha256: string;
  storage_provider: string;
  /** null: the storage of the settings. */
  storage_profile_id: StorageProfileId | null;
  storage_key: string;
  is_public: Flag;
  description: string | null;
  alt_text: string | null;
  /** File name, description and alternative text as they are searched (see `search-text.ts`). */
  search_text: string;
  /** A blurred picture, in base64; null until the picture is processed, like the two that follow. */
  thumbhash: string | null;
  /** `#rrggbb`. */
  dominant_color: string | null;
  /** Where the derivative is that lists show. */
  thumbnail_key: string | null;
  created_at: Instant;
  updated_at: Instant;
}

/** How many assets there are of each kind: an exact total without counting rows. Kept in the transaction of each change. */
export interface AssetCountersTable {
  content_type: string;
  status: AssetStatus;
  is_public: Flag;
  storage_provider: string;
  /** Empty: the storage of the settings. */
  storage_profile_id: StorageProfileId | '';
  assets: number;
  bytes: number;
}

/** One row, whose number goes up with every change to any asset. */
export interface AssetRevisionTable {
  id: 1;
  revision: number;
}

export interface AssetDerivativesTable {
  id: string;
  asset_id: AssetId;
  kind: string;
  content_type: string;
  extension: string;
  size: number;
  width: number | null;
  height: number | null;
  checksum_sha256: string;
  storage_provider: string;
  storage_profile_id: StorageProfileId | null;
  storage_key: string;
  created_at: Instant;
}

/** Originals that were replaced, numbered from 1 as they were. */
export interface AssetVersionsTable {
  asset_id: AssetId;
  number: number;
  content_type: string;
  extension: string;
  size: number;
  width: number;
  height: number;
  frames: number;
  checksum_sha256: string;
  storage_provider: string;
  storage_profile_id: StorageProfileId | null;
  storage_key: string;
  /** A skill, or `restore`. */
  replaced_by: string;
  replaced_at: Instant;
}

export interface AssetStructuredResultsTable {
  id: string;
  asset_id: AssetId;
  kind: string;
  payload_json: string;
  created_at: Instant;
}

export interface SkillExecutionsTable {
  id: string;
  asset_id: AssetId;
  skill_name: string;
  trigger_source: 'upload' | 'manual';
  started_at: Instant;
  completed_at: Instant;
  succeeded: Flag;
  parameters_json: string | null;
}

export interface SkillExecutionStepsTable {
  id: string;
  execution_id: string;
  step_name: string;
  succeeded: Flag;
  /** Null: it succeeded, or failed before codes were kept. */
  error_code: string | null;
  error_message: string | null;
  started_at: Instant;
  completed_at: Instant;
}

/** Stored objects whose row is gone: still to be removed from the storage. */
export interface ObjectRemovalsTable {
  storage_provider: string;
  storage_profile_id: StorageProfileId | null;
  storage_key: string;
  /** Not before this time. */
  due_at: Instant;
  attempts: number;
  /** For stores that keep a history; null when nobody said why. */
  commit_message: string | null;
}

/** One row with a known text, sealed with the key in use. */
export interface EncryptionProbeTable {
  id: string;
  sealed: string;
}

/** What happened: written once, never changed. `hash` covers every other column and `previous_hash`, the row before. */
export interface AuditEventsTable {
  /** 1, 2, 3, … without a gap. */
  seq: number;
  at: Instant;
  action: AuditAction;
  outcome: AuditOutcome;
  actor_kind: 'user' | 'apiKey' | 'anonymous' | 'system';
  actor_id: string | null;
  actor_name: string | null;
  /** Names the session or key that was used; tells nothing of it. */
  credential: string | null;
  address: string;
  user_agent: string;
  trace_id: string;
  target_kind: string | null;
  target_id: string | null;
  target_name: string | null;
  details_json: string;
  previous_hash: string;
  hash: string;
}

/** One row: the number and the hash of the last event. */
export interface AuditHeadTable {
  id: 1;
  seq: number;
  hash: string;
}

/** Jobs of one lane hold up no other lane's. */
export type JobLane = 'images' | 'ai' | 'storage' | 'maintenance';

/** The first two are unfinished, the others final. */
export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface JobsTable {
  id: JobId;
  kind: string;
  lane: JobLane;
  status: JobStatus;
  payload_json: string;
  /** Of the unfinished jobs, at most one has this key. */
  dedupe_key: string | null;
  /** Stays when the asset is deleted. */
  asset_id: AssetId | null;
  /** Tries begun, the running one included. */
  attempts: number;
  max_attempts: number;
  /** From when a runner may take the job: its first or next try while it is queued, the end of its lease while it runs. */
  due_at: Instant;
  /** Says which claim holds the job: new with each, so that a try that lost its lease cannot finish the next one. */
  lease_id: string | null;
  /** Percent. */
  progress: number;
  step: string | null;
  /** Why the latest try failed; null once one succeeds. */
  error_code: string | null;
  error_message: string | null;
  result_json: string | null;
  /** The name of whoever asked for it; null for the program itself. */
  created_by: string | null;
  created_at: Instant;
  /** When the latest try began. */
  started_at: Instant | null;
  finished_at: Instant | null;
}

export interface AiProvidersTable {
  id: AiProviderId;
  name: string;
  /** Upper case; unique. */
  normalized_name: string;
  api_base_url: string;
  sealed_api_key: string;
  /** What is shown of the key. */
  masked_api_key: string;
  model_name: string;
  /** null: the built-in one. */
  system_prompt: string | null;
  /** 1 in one row at most. */
  is_active: Flag;
  created_at: Instant;
  updated_at: Instant;
}

export interface WorkflowsTable {
  id: WorkflowId;
  name: string;
  /** Upper case; unique. */
  normalized_name: string;
  description: string | null;
  /** 1 in one row at most. */
  is_auto_run: Flag;
  /** As it was given: also what only the editor's canvas needs. */
  graph_json: string;
  created_at: Instant;
  updated_at: Instant;
}

/** The stores that the database knows of. What a type needs beside the columns is JSON. */
export interface StorageProfilesTable {
  id: StorageProfileId;
  name: string;
  /** Upper case; unique. */
  normalized_name: string;
  display_name: string | null;
  provider_type: StorageProviderType;
  is_enabled: Flag;
  /** 1 in one row at most. */
  is_default: Flag;
  /** As its type keeps it; nothing secret. */
  configuration_json: string;
  /** JSON of the same kind, sealed; null: there is none. */
  sealed_secrets: string | null;
  /** Goes up with every change. */
  revision: number;
  created_at: Instant;
  updated_at: Instant;
}

/** A row once the settings have become the first profile, so that one that is deleted does not come back. */
export interface StorageBootstrapTable {
  id: 1;
  at: Instant;
}

/** A file that a key may send once, without the key itself. */
export interface UploadTicketsTable {
  id: string;
  /** SHA-256, hex. */
  token_hash: string;
  /** The key that it stands for, by the name of its actor. */
  key_name: string;
  size: number;
  content_type: string;
  checksum_sha256: string | null;
  /** What is said of the asset. */
  asset_json: string;
  expires_at: Instant;
  used_at: Instant | null;
}

export interface Tables {
  users: UsersTable;
  user_permissions: UserPermissionsTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  login_failures: LoginFailuresTable;
  setup_tokens: SetupTokensTable;
  assets: AssetsTable;
  asset_counters: AssetCountersTable;
  asset_revision: AssetRevisionTable;
  asset_derivatives: AssetDerivativesTable;
  asset_versions: AssetVersionsTable;
  asset_structured_results: AssetStructuredResultsTable;
  skill_executions: SkillExecutionsTable;
  skill_execution_steps: SkillExecutionStepsTable;
  object_removals: ObjectRemovalsTable;
  audit_events: AuditEventsTable;
  audit_head: AuditHeadTable;
  jobs: JobsTable;
  ai_providers: AiProvidersTable;
  workflows: WorkflowsTable;
  storage_profiles: StorageProfilesTable;
  storage_bootstrap: StorageBootstrapTable;
  upload_tickets: UploadTicketsTable;
  encryption_probe: EncryptionProbeTable;
}
