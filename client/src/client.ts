import createClient, { type Client } from 'openapi-fetch';
import { authorisedFetch, type FetchRequest } from './authorised-fetch.ts';
import type { Credentials } from './credentials.ts';
import type { paths } from './schema.gen.ts';
import type { Asset } from './types.ts';
import { createUpload, type UploadInput, type UploadOptions } from './upload.ts';
import { fetchTransport, type UploadTransport, xhrTransport } from './upload-transport.ts';

export interface NekoHubClientOptions {
  /** Address of the server without a trailing slash; empty for the page's own origin. */
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
  credentials: Credentials;
  uploadTransport?: UploadTransport;
}

export interface NekoHubClient {
  /** Every endpoint of the OpenAPI document, typed. Wrap calls in `unwrap`. */
  api: Client<paths>;
  upload(input: UploadInput, options?: UploadOptions): Promise<Asset>;
}

/** A client of one server with one identity: `anonymous`, `apiKey(…)` or a session. */
export const createNekoHubClient = (options: NekoHubClientOptions): NekoHubClient => {
  const { baseUrl = '', credentials } = options;
  const fetch: FetchRequest = (request) => (options.fetch ?? globalThis.fetch)(request);
  const transport =
    options.uploadTransport ?? (typeof XMLHttpRequest === 'undefined' ? fetchTransport(options.fetch) : xhrTransport);
  return {
    api: createClient<paths>({ baseUrl, fetch: authorisedFetch(credentials, fetch), credentials: credentials.cookies }),
    upload: createUpload(baseUrl, credentials, transport),
  };
};
