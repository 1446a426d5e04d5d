import type { AiProviderAnswer } from '../src/modules/ai-providers/schema.ts';
import { API_KEY, bearer, type TestApp } from './app.ts';

const AI_PROVIDERS = '/api/v1/system/ai/providers';

/** A provider that is fine; its address is public and is not asked. */
export const PROVIDER = {
  name: 'OpenAI',
  apiBaseUrl: 'https://api.openai.com/v1',
  apiKey: 'sk-very-secret-key-of-the-tests',
  modelName: 'see-1',
} as const;

/** A request about AI providers, with all rights unless another credential is given. */
export const callAi = (
  hub: TestApp,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path = '',
  payload?: object,
  credential: string = API_KEY,
) => hub.server.inject({ method, url: AI_PROVIDERS + path, headers: bearer(credential), ...(payload && { payload }) });

export async function addProvider(hub: TestApp, provider: object = {}): Promise<AiProviderAnswer> {
  const answer = await callAi(hub, 'POST', '', { ...PROVIDER, ...provider });
  if (answer.statusCode !== 201) throw new Error(`The provider was refused: ${answer.body}`);
  return answer.json<{ data: AiProviderAnswer }>().data;
}

export const listProviders = async (hub: TestApp): Promise<AiProviderAnswer[]> =>
  (await callAi(hub, 'GET')).json<{ data: AiProviderAnswer[] }>().data;
