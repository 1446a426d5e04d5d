import type { AuditAction } from '@nekohub/client';

/** Everything that is recorded, under the heading where a person looks for it. */
const sectionOf = {
  'auth.setup': 'signIn',
  'auth.login': 'signIn',
  'auth.refresh': 'signIn',
  'auth.logout': 'signIn',
  'session.warn': 'signIn',
  'session.end': 'signIn',
  'session.end_others': 'signIn',
  'request.access': 'requests',
  'request.credential_in_query': 'requests',
  'user.create': 'users',
  'user.update': 'users',
  'user.set_status': 'users',
  'user.set_permissions': 'users',
  'user.reset_password': 'users',
  'user.change_password': 'users',
  'user.delete': 'users',
  'api_key.create': 'apiKeys',
  'api_key.update': 'apiKeys',
  'api_key.rotate': 'apiKeys',
  'api_key.revoke': 'apiKeys',
  'asset.create': 'assets',
  'asset.update': 'assets',
  'asset.delete': 'assets',
  'asset.run_skill': 'assets',
  'asset.restore_version': 'assets',
  'job.retry': 'jobs',
  'job.cancel': 'jobs',
  'ai_provider.create': 'aiProviders',
  'ai_provider.update': 'aiProviders',
  'ai_provider.delete': 'aiProviders',
} as const satisfies Record<AuditAction, string>;

export const actions = Object.entries(sectionOf) as [AuditAction, (typeof sectionOf)[AuditAction]][];
