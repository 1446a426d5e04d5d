import { apiKey, createNekoHubClient, type NewStorageProfile, unwrap } from '@nekohub/client';
import { owner } from './account.ts';
import type { Hub } from './hub.ts';

/** Adds a storage profile, as a script would. Without a word about it, it is S3 at an address that is asked nothing. */
export function addStorage(hub: Hub, profile: Partial<NewStorageProfile>) {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const s3 = {
    providerType: 's3-compatible',
    configuration: { endpoint: 'https://s3.example', bucket: 'pictures', region: 'eu-1' },
    secretConfiguration: { accessKey: 'access-of-the-browser-tests', secretKey: 'secret-of-the-browser-tests' },
  };
  return unwrap(client.api.POST('/api/v1/system/storage/providers', { body: { ...s3, ...profile } }));
}
