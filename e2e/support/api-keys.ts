import { createNekoHubClient, createSession, unwrap } from '@nekohub/client';
import { owner } from './account.ts';
import type { Hub } from './hub.ts';

/** Makes a key of the owner's that may read, as a script that has signed in would. */
export async function addKey(hub: Hub, name: string): Promise<string> {
  const session = createSession({ baseUrl: hub.url, carrier: 'body' });
  await session.signIn(owner.username, owner.password);
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: session });
  const { key } = await unwrap(client.api.POST('/api/v1/api-keys', { body: { name, preset: 'readOnly' } }));
  return key;
}
