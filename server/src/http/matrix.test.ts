import { expect, test } from 'vitest';
import { bearer, type TestApp } from '../../test/app.ts';
import { CALLERS, type CallerName, type Cast, createCast } from '../../test/cast.ts';
import { shareTestApp } from '../../test/shared-app.ts';
import type { Permission } from '../core/permissions.ts';

/** A status, and the error's code where there is one: `404 asset_not_found`. */
type Cell = string;

/** Who is let in by a route, and what those get who are: mostly that the id of the request names nothing. */
interface Row {
  readonly access: 'public' | 'user' | 'apiKey' | 'any' | Permission;
  readonly reached: Cell;
  /** Where a rule behind the door answers somebody differently. */
  readonly but?: Partial<Record<CallerName, Cell>>;
  readonly body?: object;
}

/** A key does not see to keys: what it could make or change would outlive its own end. */
const NO_KEYS_BY_KEYS = {
  keyWith: '403 api_key_manage_forbidden',
  keyWithout: '403 api_key_manage_forbidden',
} as const;

const ROWS: Readonly<Record<string, Row>> = {
  'GET /api/v1/system/ping': { access: 'public', reached: '200' },
  'GET /api/v1/system/bootstrap': { access: 'public', reached: '200' },
  'GET /api/v1/system/warnings': { access: 'settings.read', reached: '200' },
  'GET /api/v1/system/settings': { access: 'settings.read', reached: '200' },
  'POST /api/v1/system/doctor': { access: 'settings.update', body: {}, reached: '202' },
  'GET /api/v1/system/doctor': { access: 'settings.read', reached: '200' },
  'GET /health/live': { access: 'public', reached: '200' },
  'GET /health/ready': { access: 'public', reached: '200' },

  'POST /api/v1/auth/login': { access: 'public', body: {}, reached: '400 request_invalid' },
  'POST /api/v1/auth/refresh': { access: 'public', body: {}, reached: '400 request_invalid' },
  'POST /api/v1/auth/logout': { access: 'public', body: { refreshToken: 'unknown' }, reached: '204' },
  'POST /api/v1/setup': { access: 'public', body: {}, reached: '400 request_invalid' },
  'GET /api/v1/auth/me': { access: 'user', reached: '200' },
  'GET /api/v1/auth/whoami': { access: 'any', reached: '200' },
  'POST /api/v1/auth/change-password': { access: 'user', body: {}, reached: '400 request_invalid' },
  'GET /api/v1/auth/sessions': { access: 'user', reached: '200' },
  'DELETE /api/v1/auth/sessions': { access: 'user', reached: '200' },
  'DELETE /api/v1/auth/sessions/{id}': { access: 'user', reached: '404 session_not_found' },

  'GET /api/v1/users': { access: 'users.read', reached: '200' },
  'POST /api/v1/users': { access: 'users.create', body: {}, reached: '400 request_invalid' },
  'GET /api/v1/users/{id}': { access: 'users.read', reached: '404 user_not_found' },
  'PATCH /api/v1/users/{id}': { access: 'users.update', body: {}, reached: '404 user_not_found' },
  'DELETE /api/v1/users/{id}': { access: 'users.delete', reached: '404 user_not_found' },
  'POST /api/v1/users/{id}/status': {
    access: 'users.disable',
    body: { isActive: true },
    reached: '404 user_not_found',
  },
  'POST /api/v1/users/{id}/reset-password': {
    access: 'users.update',
    body: { newPassword: 'x' },
    reached: '404 user_not_found',
  },
  'PATCH /api/v1/users/{id}/permissions': {
    access: 'users.managePermissions',
    body: { permissions: [] },
    reached: '404 user_not_found',
  },
  'GET /api/v1/users/{id}/sessions': { access: 'users.read', reached: '404 user_not_found' },
  'DELETE /api/v1/users/{id}/sessions': { access: 'users.update', reached: '404 user_not_found' },
  'DELETE /api/v1/users/{id}/sessions/{sessionId}': { access: 'users.update', reached: '404 user_not_found' },

  'GET /api/v1/system/storage/providers': { access: 'providers.read', reached: '200' },
  'POST /api/v1/system/storage/providers': {
    access: 'providers.create',
    body: {},
    reached: '400 storage_provider_profile_provider_type_required',
  },
  'PATCH /api/v1/system/storage/providers/{id}': {
    access: 'providers.update',
    body: {},
    reached: '404 storage_provider_profile_not_found',
  },
  'DELETE /api/v1/system/storage/providers/{id}': {
    access: 'providers.delete',
    reached: '404 storage_provider_profile_not_found',
  },
  'POST /api/v1/system/storage/providers/{id}/set-default': {
    access: 'settings.update',
    reached: '404 storage_provider_profile_not_found',
  },
  'GET /api/v1/system/storage/providers/{id}/github-repo/browse': {
    access: 'providers.read',
    reached: '404 storage_provider_profile_not_found',
  },
  'POST /api/v1/system/storage/providers/{id}/github-repo/upsert': {
    access: 'providers.update',
    body: {},
    reached: '404 storage_provider_profile_not_found',
  },
  'POST /api/v1/system/storage/providers/{id}/test': {
    access: 'providers.update',
    reached: '404 storage_provider_profile_not_found',
  },

  'GET /api/v1/assets': { access: 'assets.read', reached: '200' },
  'POST /api/v1/assets': { access: 'assets.create', body: {}, reached: '415 content_type_not_supported' },
  'GET /api/v1/assets/usage-stats': { access: 'assets.read', reached: '200' },
  'GET /api/v1/assets/{id}': { access: 'assets.read', reached: '404 asset_not_found' },
  'PATCH /api/v1/assets/{id}': { access: 'assets.update', body: {}, reached: '404 asset_not_found' },
  'DELETE /api/v1/assets/{id}': { access: 'assets.delete', reached: '404 asset_not_found' },
  'POST /api/v1/assets/batch-delete': { access: 'assets.delete', body: [], reached: '200' },
  'GET /api/v1/assets/{id}/content': { access: 'assets.read', reached: '404 asset_not_found' },
  'HEAD /api/v1/assets/{id}/content': { access: 'assets.read', reached: '404' },
  'GET /api/v1/assets/{id}/derivatives/{kind}/content': { access: 'assets.read', reached: '404 asset_not_found' },
  'HEAD /api/v1/assets/{id}/derivatives/{kind}/content': { access: 'assets.read', reached: '404' },
  'GET /api/v1/assets/{id}/versions': { access: 'assets.read', reached: '404 asset_not_found' },
  'GET /api/v1/assets/{id}/versions/{number}/content': { access: 'assets.update', reached: '404 route_not_found' },
  'HEAD /api/v1/assets/{id}/versions/{number}/content': { access: 'assets.update', reached: '404' },
  'POST /api/v1/assets/{id}/versions/{number}/restore': {
    access: 'assets.update',
    reached: '404 route_not_found',
  },
  'GET /api/v1/assets/skills': { access: 'assets.read', reached: '200' },
  'POST /api/v1/assets/{id}/skills/{skillName}/run': { access: 'assets.update', reached: '404 asset_not_found' },
  'GET /api/v1/assets/{id}/executions': { access: 'assets.read', reached: '404 asset_not_found' },
  'GET /api/v1/jobs': { access: 'assets.read', reached: '200' },
  'GET /api/v1/jobs/summary': { access: 'assets.read', reached: '200' },
  'GET /api/v1/jobs/{id}': { access: 'assets.read', reached: '404 job_not_found' },
  'POST /api/v1/jobs/{id}/retry': { access: 'assets.update', reached: '404 job_not_found' },
  'POST /api/v1/jobs/{id}/cancel': { access: 'assets.update', reached: '404 job_not_found' },
  'GET /api/v1/assets/{id}/jobs': { access: 'assets.read', reached: '404 asset_not_found' },
  'POST /api/v1/assets/{id}/jobs/{jobId}/retry': { access: 'assets.update', reached: '404 job_not_found' },
  'GET /api/v1/assets/storage-targets': { access: 'assets.create', reached: '200' },
  'GET /api/v1/assets/workflows': { access: 'assets.update', reached: '200' },
  'PUT /api/v1/uploads/{ticket}': { access: 'public', reached: '404 upload_ticket_invalid' },
  'GET /api/v1/public/assets': { access: 'public', reached: '200' },
  'GET /api/v1/public/assets/{id}': { access: 'public', reached: '404 asset_not_found' },
  'GET /content/{*}': { access: 'public', reached: '404 asset_not_found' },
  'HEAD /content/{*}': { access: 'public', reached: '404' },

  'GET /api/v1/api-keys': { access: 'any', reached: '200', but: NO_KEYS_BY_KEYS },
  'POST /api/v1/api-keys': { access: 'any', body: {}, reached: '400 request_invalid', but: NO_KEYS_BY_KEYS },
  'GET /api/v1/api-keys/{id}': { access: 'any', reached: '404 api_key_not_found', but: NO_KEYS_BY_KEYS },
  'PATCH /api/v1/api-keys/{id}': {
    access: 'any',
    body: { name: 'x' },
    reached: '404 api_key_not_found',
    but: NO_KEYS_BY_KEYS,
  },
  'DELETE /api/v1/api-keys/{id}': { access: 'any', reached: '404 api_key_not_found', but: NO_KEYS_BY_KEYS },
  'POST /api/v1/api-keys/{id}/rotate': {
    access: 'any',
    body: { overlapDays: 0 },
    reached: '404 api_key_not_found',
    but: NO_KEYS_BY_KEYS,
  },
  'DELETE /api/v1/api-keys/self': {
    access: 'apiKey',
    reached: '204',
    but: { environmentKey: '403 api_key_manage_forbidden' },
  },

  'GET /api/v1/system/ai/providers': { access: 'aiProviders.read', reached: '200' },
  'GET /api/v1/system/ai/providers/active': { access: 'aiProviders.read', reached: '200' },
  'POST /api/v1/system/ai/providers': {
    access: 'aiProviders.create',
    body: {},
    reached: '400 ai_provider_profile_name_required',
  },
  'PATCH /api/v1/system/ai/providers/{id}': {
    access: 'aiProviders.update',
    body: {},
    reached: '404 ai_provider_profile_not_found',
  },
  'POST /api/v1/system/ai/providers/test': {
    access: 'aiProviders.update',
    body: {},
    reached: '400 ai_provider_profile_api_base_url_required',
  },
  'DELETE /api/v1/system/ai/providers/{id}': {
    access: 'aiProviders.delete',
    reached: '404 ai_provider_profile_not_found',
  },

  'GET /api/v1/system/workflows': { access: 'settings.read', reached: '200' },
  'GET /api/v1/system/workflows/{id}': { access: 'settings.read', reached: '404 workflow_profile_not_found' },
  'POST /api/v1/system/workflows': {
    access: 'settings.update',
    body: {},
    reached: '400 workflow_profile_name_required',
  },
  'PUT /api/v1/system/workflows/{id}': {
    access: 'settings.update',
    body: {},
    reached: '400 workflow_profile_name_required',
  },
  'PATCH /api/v1/system/workflows/{id}/autorun': {
    access: 'settings.update',
    reached: '404 workflow_profile_not_found',
  },
  'DELETE /api/v1/system/workflows/{id}': { access: 'settings.update', reached: '404 workflow_profile_not_found' },
  'POST /api/v1/assets/{id}/workflows/{workflowId}/run': {
    access: 'assets.update',
    reached: '404 asset_not_found',
  },

  'GET /api/v1/audit': { access: 'audit.read', reached: '200' },
  'GET /api/v1/audit/export': { access: 'audit.read', reached: '200' },

  'GET /mcp': { access: 'apiKey', reached: '200' },
  'POST /mcp': { access: 'apiKey', body: {}, reached: '400' },
  'POST /mcp/message': { access: 'apiKey', body: {}, reached: '400 request_invalid' },
  'GET /mcp/sse': { access: 'apiKey', reached: '400 request_invalid' },
  'GET /mcp/readonly': { access: 'apiKey', reached: '200' },
  'POST /mcp/readonly': { access: 'apiKey', body: {}, reached: '400' },
};

const USERS: readonly CallerName[] = ['userWithout', 'userWith', 'admin', 'superAdmin'];
const BAD_KEYS: Partial<Record<CallerName, Cell>> = {
  expiredKey: '401 api_key_expired',
  revokedKey: '401 api_key_revoked',
  keyFromElsewhere: '401 api_key_address_not_allowed',
};

function expectedCell({ access, reached, but }: Row, caller: CallerName): Cell {
  if (access === 'public') return but?.[caller] ?? reached;
  if (access === 'user') {
    return USERS.includes(caller) ? (but?.[caller] ?? reached) : '401 auth_unauthorized';
  }
  if (caller === 'anonymous') return '401 api_key_missing';
  if (access === 'apiKey' && USERS.includes(caller)) return '401 api_key_invalid';
  const refused = BAD_KEYS[caller];
  if (refused) return refused;
  const isPermission = access !== 'apiKey' && access !== 'any';
  if (isPermission && (caller === 'userWithout' || caller === 'keyWithout')) return '403 auth_forbidden';
  return but?.[caller] ?? reached;
}

const hub = shareTestApp({ settings: { Auth__ApiKey__MaxPerOwner: '1000' } });

async function ask(app: TestApp, route: string, row: Row, cast: Cast, caller: CallerName): Promise<Cell> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await app.server.inject({
    method: method as 'GET',
    url: path.replaceAll(/\{[^}]+\}/g, '0196a000-0000-7000-8000-000000000000'),
    headers: caller === 'anonymous' ? {} : bearer(cast[caller]),
    ...(row.body && { payload: row.body }),
  });
  const code =
    answer.headers['content-type']?.toString().startsWith('application/json') && answer.body
      ? answer.json<{ error?: { code?: unknown } }>().error?.code
      : undefined;
  return typeof code === 'string' ? `${answer.statusCode} ${code}` : String(answer.statusCode);
}

test.each(Object.entries(ROWS))('%s answers every kind of caller as it should', async (route, row) => {
  const permission = row.access.includes('.') ? (row.access as Permission) : undefined;
  const cast = await createCast(hub(), permission);
  const cells: Record<string, Cell> = {};
  for (const caller of CALLERS) cells[caller] = await ask(hub(), route, row, cast, caller);
  // An answer to HEAD has no body, and so no code.
  const told = (cell: Cell) => (route.startsWith('HEAD ') ? cell.slice(0, 3) : cell);
  expect(cells).toEqual(Object.fromEntries(CALLERS.map((caller) => [caller, told(expectedCell(row, caller))])));
});

test('every route has its row, and says the same of itself', async () => {
  const { paths } = (await hub().server.inject('/openapi.json')).json<{
    paths: Record<string, Record<string, { security?: unknown[]; 'x-permission'?: string }>>;
  }>();
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );
  expect(routes.map(({ route }) => route).sort()).toEqual(Object.keys(ROWS).sort());
  for (const { route, operation } of routes) {
    const access = ROWS[route]?.access;
    expect([route, operation['x-permission'] ?? null]).toEqual([route, access?.includes('.') ? access : null]);
    expect([route, operation.security?.length === 0]).toEqual([route, access === 'public']);
  }
});
