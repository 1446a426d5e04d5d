import type { Credentials } from './credentials.ts';
import type { paths } from './schema.gen.ts';
import type { Asset } from './types.ts';
import { readUploadAnswer, type UploadProgress, type UploadTransport } from './upload-transport.ts';

export interface UploadInput {
  content: Blob;
  fileName: string;
  /** The type of the bytes themselves; the server refuses a part whose type and bytes disagree. */
  contentType: string;
  isPublic?: boolean;
  description?: string;
  altText?: string;
  runEnrichment?: boolean;
  storageProviderProfileId?: string;
  commitMessage?: string;
}

export interface UploadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: UploadProgress) => void;
}

const UPLOAD_PATH = '/api/v1/assets' satisfies keyof paths;

/** The text fields come before the file, so that the server knows them before it stores the first byte. */
const formOf = ({ content, fileName, contentType, ...fields }: UploadInput): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== '') form.append(name, String(value));
  }
  form.append('file', content.slice(0, content.size, contentType), fileName);
  return form;
};

/** An upload that outlives its access token: it is renewed before sending, and a 401 at the end sends once more. */
export const createUpload =
  (baseUrl: string, credentials: Credentials, transport: UploadTransport) =>
  async (input: UploadInput, options: UploadOptions = {}): Promise<Asset> => {
    const form = formOf(input);
    const send = (bearer: string | null) => transport({ url: `${baseUrl}${UPLOAD_PATH}`, bearer, form, ...options });
    const bearer = await credentials.bearer();
    let answer = await send(bearer);
    if (answer.status === 401) {
      const renewed = await credentials.renew(bearer);
      if (renewed !== null) answer = await send(renewed);
    }
    return readUploadAnswer(answer) as Asset;
  };
