import { apiKey, createNekoHubClient, type NewWorkflow, unwrap } from '@nekohub/client';
import { openDatabase } from '../../server/src/db/database.ts';
import { owner } from './account.ts';
import type { Hub } from './hub.ts';

/** Adds a workflow that removes metadata, as a script would. */
export function addWorkflow(hub: Hub, workflow: NewWorkflow) {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const graphJson = JSON.stringify({ nodes: [{ id: 'a', data: { skillId: 'exif-strip' } }], edges: [] });
  return unwrap(client.api.POST('/api/v1/system/workflows', { body: { graphJson, ...workflow } }));
}

/** Saves a workflow from somewhere else than the page. */
export function replaceWorkflow(hub: Hub, id: string, body: NewWorkflow) {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  return unwrap(client.api.PUT('/api/v1/system/workflows/{id}', { params: { path: { id } }, body }));
}

/** Gives every workflow a graph that the program would not save. */
export async function changeGraphs(hub: Hub, graphJson: string): Promise<void> {
  const db = await openDatabase({ provider: 'sqlite', file: `${hub.dataPath}/nekohub.db` });
  await db
    .updateTable('workflows')
    .set({ graph_json: graphJson })
    .execute()
    .finally(() => db.destroy());
}
