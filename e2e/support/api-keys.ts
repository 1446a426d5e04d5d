import { createNekoHubClient, createSession, unwrap } from '@nekohub/client';
import { openDatabase } from '../../server/src/db/database.ts';
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

/** Has the keys of a name end, as time would. */
export async function expireKeys(hub: Hub, name: string): Promise<void> {
  const db = await openDatabase({ provider: 'sqlite', file: `${hub.dataPath}/nekohub.db` });
  try {
    await db.updateTable('api_keys').set({ expires_at: 1 }).where('name', '=', name).execute();
  } finally {
    await db.destroy();
  }
}
