import type { Execution } from '../src/modules/assets/schema.ts';
import type { Job } from '../src/modules/jobs/schema.ts';
import type { Workflow } from '../src/modules/workflows/schema.ts';
import { API_KEY, bearer, type TestApp } from './app.ts';

const WORKFLOWS = '/api/v1/system/workflows';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const call = (hub: TestApp, method: Method, url: string, payload?: object) =>
  hub.server.inject({ method, url, headers: bearer(API_KEY), ...(payload && { payload }) });

/** A node as the editor saves it. */
export const node = (id: string, skillId: string, parameters?: object) => ({
  id,
  type: 'skill',
  position: { x: 1, y: 2 },
  data: { skillId, ...(parameters && { parameters }) },
});

export const graphOf = (nodes: readonly unknown[], edges: readonly (readonly [string, string])[] = []) =>
  JSON.stringify({ nodes, edges: edges.map(([source, target]) => ({ source, target })), viewport: { zoom: 2 } });

/** A workflow of one skill unless more is said. */
export const VALID = { name: 'Mine', graphJson: graphOf([node('a', 'thumbnail')]) };

export async function addWorkflow(hub: TestApp, workflow: object = {}): Promise<Workflow> {
  const answer = await call(hub, 'POST', WORKFLOWS, { ...VALID, ...workflow });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ data: Workflow }>().data;
}

export const runOn = (hub: TestApp, assetId: string, id: string) =>
  call(hub, 'POST', `/api/v1/assets/${assetId}/workflows/${id}/run`);

/** All runs on an asset, the latest first. */
export const executionsOf = async (hub: TestApp, id: string): Promise<Execution[]> =>
  (await call(hub, 'GET', `/api/v1/assets/${id}/executions`)).json<{ data: { items: Execution[] } }>().data.items;

export const jobOf = async (hub: TestApp, id: string): Promise<Job> =>
  (await call(hub, 'GET', `/api/v1/jobs/${id}`)).json<{ data: Job }>().data;
