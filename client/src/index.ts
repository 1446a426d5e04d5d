export { createNekoHubClient, type NekoHubClient, type NekoHubClientOptions } from './client.ts';
export { anonymous, apiKey, type Credentials } from './credentials.ts';
export { ApiError, isAbort, NETWORK_ERROR_CODE } from './errors.ts';
export { createSession, type Session, type SessionOptions, type SessionState } from './session.ts';
export { browserTabs } from './tabs.ts';
export type * from './types.ts';
export { unwrap } from './unwrap.ts';
export type { UploadInput, UploadOptions } from './upload.ts';
export type { UploadProgress } from './upload-transport.ts';
