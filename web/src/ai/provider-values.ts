import type { AiConnectionToTest, AiProvider, AiProviderPatch, NewAiProvider } from '@nekohub/client';
import { originOf } from '../console-ui/web-address.ts';

/** The form for an AI provider, as its fields hold it. */
export interface ProviderValues {
  name: string;
  apiBaseUrl: string;
  /** Empty: the stored one, where there is one. */
  apiKey: string;
  modelName: string;
  /** Empty: the built-in one. */
  defaultSystemPrompt: string;
  isActive: boolean;
}

export const startValues = (provider: AiProvider | null, isFirst: boolean): ProviderValues => ({
  name: provider?.name ?? '',
  apiBaseUrl: provider?.apiBaseUrl ?? '',
  apiKey: '',
  modelName: provider?.modelName ?? '',
  defaultSystemPrompt: provider?.defaultSystemPrompt ?? '',
  isActive: provider?.isActive ?? isFirst,
});

export const toNewProvider = (values: ProviderValues): NewAiProvider => values;

/** Only what was changed. */
export const toProviderPatch = (before: ProviderValues, after: ProviderValues): AiProviderPatch =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== before[field as keyof ProviderValues]));

/** The connection as the fields describe it; what they leave out is taken from the stored provider. */
export const toTest = (
  provider: Pick<AiProvider, 'id'> | null,
  { apiBaseUrl, apiKey, modelName, defaultSystemPrompt }: ProviderValues,
): AiConnectionToTest => ({
  ...(provider === null ? {} : { profileId: provider.id }),
  ...(apiKey === '' ? {} : { apiKey }),
  apiBaseUrl,
  modelName,
  defaultSystemPrompt,
});

export const isWebAddress = (address: string): boolean => originOf(address) !== null;

/** Whether an address leads to another host than the one that the stored key was entered for. */
export const leadsElsewhere = (provider: Pick<AiProvider, 'apiBaseUrl'> | null, address: string): boolean => {
  const origin = originOf(address);
  return provider !== null && origin !== null && origin !== originOf(provider.apiBaseUrl);
};
