import type { ApiKeyAnswer, CreateApiKey, IssuedApiKey } from '../src/modules/api-keys/schema.ts';
import { bearer, type TestApp } from './app.ts';

/** Any call of the keys' API. @param path behind `/api/v1/api-keys` */
export const callKeys = (
  hub: TestApp,
  credential: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path = '',
  payload?: object,
) =>
  hub.server.inject({
    method,
    url: `/api/v1/api-keys${path}`,
    headers: bearer(credential),
    ...(payload && { payload }),
  });

/** A new key with the right to read. Fails when it is refused. */
export async function makeKey(
  hub: TestApp,
  credential: string,
  request: Partial<CreateApiKey> = {},
): Promise<IssuedApiKey> {
  const chosen = request.permissions ? {} : { preset: 'readOnly' as const };
  const answer = await callKeys(hub, credential, 'POST', '', { name: 'a key', ...chosen, ...request });
  if (answer.statusCode !== 201) throw new Error(`The key was refused: ${answer.body}`);
  const { data } = answer.json<{ data: IssuedApiKey }>();
  return data;
}

/** Fails when the rotation is refused. */
export async function rotateKey(
  hub: TestApp,
  credential: string,
  id: string,
  overlapDays: number,
): Promise<IssuedApiKey> {
  const answer = await callKeys(hub, credential, 'POST', `/${id}/rotate`, { overlapDays });
  if (answer.statusCode !== 200) throw new Error(`The rotation was refused: ${answer.body}`);
  return answer.json<{ data: IssuedApiKey }>().data;
}

export async function listKeys(hub: TestApp, credential: string, query = ''): Promise<ApiKeyAnswer[]> {
  const answer = await callKeys(hub, credential, 'GET', query);
  return answer.json<{ data: { items: ApiKeyAnswer[] } }>().data.items;
}

/** What a key is good for now: `ok` for a list of assets, or the code of the refusal. @param from the client's address */
export async function keyState(hub: TestApp, key: string, from = '203.0.113.5'): Promise<string> {
  const answer = await hub.server.inject({ url: '/api/v1/assets', headers: bearer(key), remoteAddress: from });
  return answer.statusCode === 200 ? 'ok' : answer.json<{ error: { code: string } }>().error.code;
}
