import type { StorageOverview, StorageProfileAnswer } from '../src/modules/storage/schema.ts';
import { API_KEY, bearer, type TestApp } from './app.ts';
import type { S3Location } from './s3.ts';

const STORAGE = '/api/v1/system/storage/providers';

/** A profile that is fine; its endpoint is public and is not asked. */
export const S3_PROFILE = {
  name: 'Pictures',
  providerType: 's3-compatible',
  configuration: { endpoint: 'https://s3.example.com', bucket: 'pictures', region: 'eu-1' },
  secretConfiguration: { accessKey: 'access-of-the-tests', secretKey: 'very-secret-key-of-the-tests' },
};

/** A request about storage profiles, with all rights unless another credential is given. */
export const callStorage = (
  hub: TestApp,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path = '',
  payload?: object,
  credential: string = API_KEY,
) => hub.server.inject({ method, url: STORAGE + path, headers: bearer(credential), ...(payload && { payload }) });

/** A profile that nobody has, in an address. */
export const UNKNOWN_PROFILE = '/0196f000-0000-7000-8000-000000000000';

export interface StorageRefusal {
  readonly error: { readonly code: string; readonly field?: string };
}

/** What a request about storage profiles is refused with: status, code, and the field. */
export async function refusalOf(call: ReturnType<typeof callStorage>) {
  const answer = await call;
  const { code, field } = answer.json<StorageRefusal>().error;
  return [answer.statusCode, code, field];
}

export async function addStorage(hub: TestApp, profile: object = {}): Promise<StorageProfileAnswer> {
  const answer = await callStorage(hub, 'POST', '', { ...S3_PROFILE, ...profile });
  if (answer.statusCode !== 201) throw new Error(`The profile was refused: ${answer.body}`);
  return answer.json<{ data: StorageProfileAnswer }>().data;
}

export const storageOverview = async (hub: TestApp): Promise<StorageOverview> =>
  (await callStorage(hub, 'GET')).json<{ data: StorageOverview }>().data;

/** What a profile for a store of the tests says. */
export const profileFor = ({ endpoint, bucket, region, accessKey, secretKey }: S3Location, more: object = {}) => ({
  name: 'S3 of the tests',
  providerType: 's3',
  configuration: { endpoint, bucket, region, ...more },
  secretConfiguration: { accessKey, secretKey },
});
