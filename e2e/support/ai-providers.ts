import { apiKey, createNekoHubClient, type NewAiProvider, unwrap } from '@nekohub/client';
import { owner } from './account.ts';
import type { Hub } from './hub.ts';

/** Adds a provider, as a script would; its address is asked nothing. */
export function addProvider(hub: Hub, provider: Partial<NewAiProvider>) {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const body = { apiBaseUrl: 'https://model.example/v1', apiKey: 'sk-of-the-browser-tests', modelName: 'see-1' };
  return unwrap(client.api.POST('/api/v1/system/ai/providers', { body: { ...body, ...provider } }));
}
