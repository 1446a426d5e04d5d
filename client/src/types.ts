import type { paths } from './schema.gen.ts';

type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 ? Json<Responses[Status]> : never;
}[keyof Responses];

/** The payload (without its envelope) that an endpoint answers with. */
export type Payload<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: infer Responses;
}
  ? Success<Responses> extends { data: infer Data }
    ? Data
    : never
  : never;

type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? NonNullable<Query> : never;
type JsonBodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: { 'application/json': infer Json } }
    ? Json
    : never
  : never;

export type SignIn = Payload<'/api/v1/auth/login', 'post'>;
export type User = SignIn['user'];
export type Bootstrap = Payload<'/api/v1/system/bootstrap', 'get'>;
export type SystemWarning = Payload<'/api/v1/system/warnings', 'get'>[number];
export type SettingGroup = Payload<'/api/v1/system/settings', 'get'>[number];
export type Setting = SettingGroup['settings'][number];

export type AssetPage = Payload<'/api/v1/assets', 'get'>;
export type AssetListItem = AssetPage['items'][number];
export type AssetQuery = QueryOf<paths['/api/v1/assets']['get']>;
export type Asset = Payload<'/api/v1/assets/{id}', 'get'>;
export type AssetVersion = Payload<'/api/v1/assets/{id}/versions', 'get'>[number];
export type AssetPatch = JsonBodyOf<paths['/api/v1/assets/{id}']['patch']>;
export type BatchDeleteResult = Payload<'/api/v1/assets/batch-delete', 'post'>;

export type JobPage = Payload<'/api/v1/jobs', 'get'>;
export type JobQuery = QueryOf<paths['/api/v1/jobs']['get']>;
export type Job = Payload<'/api/v1/jobs/{id}', 'get'>;
export type JobSummary = Payload<'/api/v1/jobs/summary', 'get'>;

export type PublicAssetPage = Payload<'/api/v1/public/assets', 'get'>;
export type PublicAssetListItem = PublicAssetPage['items'][number];
export type PublicAssetQuery = QueryOf<paths['/api/v1/public/assets']['get']>;
export type PublicAsset = Payload<'/api/v1/public/assets/{id}', 'get'>;

export type AuditFilters = QueryOf<paths['/api/v1/audit/export']['get']>;
export type AuditEvent = Payload<'/api/v1/audit', 'get'>['items'][number];
export type AuditAction = AuditEvent['action'];

type UserList = Payload<'/api/v1/users', 'get'>;
export type UserPage = Exclude<UserList, readonly unknown[]>;
export type UserQuery = QueryOf<paths['/api/v1/users']['get']>;
export type NewUser = JsonBodyOf<paths['/api/v1/users']['post']>;
export type UserPatch = JsonBodyOf<paths['/api/v1/users/{id}']['patch']>;
export type UserSession = Payload<'/api/v1/auth/sessions', 'get'>[number];
export type ApiKeyPage = Payload<'/api/v1/api-keys', 'get'>;
export type ApiKey = ApiKeyPage['items'][number];
export type ApiKeyQuery = QueryOf<paths['/api/v1/api-keys']['get']>;
export type NewApiKey = JsonBodyOf<paths['/api/v1/api-keys']['post']>;
export type RotateApiKey = JsonBodyOf<paths['/api/v1/api-keys/{id}/rotate']['post']>;
export type IssuedApiKey = Payload<'/api/v1/api-keys/{id}/rotate', 'post'>;

export type AiProvider = Payload<'/api/v1/system/ai/providers', 'get'>[number];
export type NewAiProvider = JsonBodyOf<paths['/api/v1/system/ai/providers']['post']>;
export type AiProviderPatch = JsonBodyOf<paths['/api/v1/system/ai/providers/{id}']['patch']>;
export type AiConnectionToTest = JsonBodyOf<paths['/api/v1/system/ai/providers/test']['post']>;
export type AiTest = Payload<'/api/v1/system/ai/providers/test', 'post'>;

export type Execution = Payload<'/api/v1/assets/{id}/executions', 'get'>['items'][number];
export type QueuedRun = Extract<Payload<'/api/v1/assets/{id}/skills/{skillName}/run', 'post'>, { jobId: string }>;

export type Workflow = Payload<'/api/v1/system/workflows', 'get'>[number];
export type NewWorkflow = JsonBodyOf<paths['/api/v1/system/workflows']['post']>;
export type WorkflowRun = Payload<'/api/v1/assets/{id}/workflows/{workflowId}/run', 'post'>;

export type StorageOverview = Payload<'/api/v1/system/storage/providers', 'get'>;
export type StorageProfile = StorageOverview['profiles'][number];
export type NewStorageProfile = JsonBodyOf<paths['/api/v1/system/storage/providers']['post']>;
export type StorageProfilePatch = JsonBodyOf<paths['/api/v1/system/storage/providers/{id}']['patch']>;
export type RepositoryPage = Payload<'/api/v1/system/storage/providers/{id}/github-repo/browse', 'get'>;
export type RepositoryItem = RepositoryPage['items'][number];
export type RepositoryQuery = QueryOf<paths['/api/v1/system/storage/providers/{id}/github-repo/browse']['get']>;
export type RepositoryFile = JsonBodyOf<paths['/api/v1/system/storage/providers/{id}/github-repo/upsert']['post']>;
export type StorageTest = Payload<'/api/v1/system/storage/providers/{id}/test', 'post'>;
export type StorageCheck = NonNullable<Payload<'/api/v1/system/doctor', 'get'>>;
export type StorageCheckOptions = JsonBodyOf<paths['/api/v1/system/doctor']['post']>;
