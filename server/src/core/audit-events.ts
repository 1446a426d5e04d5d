export const OUTCOMES = ['success', 'refused'] as const;
export type AuditOutcome = (typeof OUTCOMES)[number];

/** Everything that is recorded, as `noun.verb`. */
export const ACTIONS = [
  'auth.setup',
  'auth.login',
  'auth.refresh',
  'auth.logout',
  'request.access',
  'request.credential_in_query',
  'session.warn',
  'session.end',
  'session.end_others',
  'user.create',
  'user.update',
  'user.set_status',
  'user.set_permissions',
  'user.reset_password',
  'user.change_password',
  'user.delete',
  'api_key.create',
  'api_key.update',
  'api_key.rotate',
  'api_key.revoke',
  'asset.create',
  'asset.update',
  'asset.delete',
  'asset.run_skill',
  'asset.restore_version',
  'job.retry',
  'job.cancel',
  'storage.doctor',
  'ai_provider.create',
  'ai_provider.update',
  'ai_provider.delete',
  'storage_profile.create',
  'storage_profile.update',
  'storage_profile.set_default',
  'storage_profile.delete',
  'storage_profile.put_file',
  'secrets.rotate',
  'workflow.create',
  'workflow.update',
  'workflow.set_auto_run',
  'workflow.delete',
  'workflow.run',
] as const;

export type AuditAction = (typeof ACTIONS)[number];

/** What an event is about. */
export interface AuditTarget {
  readonly kind: 'user' | 'session' | 'apiKey' | 'asset' | 'job' | 'aiProvider' | 'storageProfile' | 'workflow';
  readonly id: string | null;
  readonly name?: string | null;
}

/** Small facts beside an event. Never a secret, nor a text that somebody typed where a secret is asked for. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Something that happened. */
export interface AuditEvent {
  readonly action: AuditAction;
  /** `success` when missing. */
  readonly outcome?: AuditOutcome;
  readonly target?: AuditTarget | undefined;
  readonly details?: AuditDetails | undefined;
}
