import { toTimestamp } from '../../core/clock.ts';
import { BUILT_IN_SYSTEM_PROMPT } from './prompts.ts';
import type { AiProviderRow } from './repo.ts';
import type { AiProviderAnswer } from './schema.ts';

/** A provider as the API shows it: of its key no more than the mask. */
export const presentProvider = (row: AiProviderRow): AiProviderAnswer => ({
  id: row.id,
  name: row.name,
  apiBaseUrl: row.api_base_url,
  apiKey: row.masked_api_key,
  modelName: row.model_name,
  defaultSystemPrompt: row.system_prompt ?? BUILT_IN_SYSTEM_PROMPT,
  isActive: row.is_active === 1,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.updated_at),
});
