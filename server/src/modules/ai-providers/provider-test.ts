import { type AiProviderId, parseId } from '../../core/ids.ts';
import type { Outbound } from '../../core/outbound.ts';
import { Secret } from '../../core/secret.ts';
import { checkedApiKey, checkedBaseUrl, checkSameHost, namingBaseUrl, promptOf, requiredText } from './checks.ts';
import type { AiConnection, DescribeImage } from './describe-image.ts';
import { isAiFailure } from './failures.ts';
import type { AiTest, TestAiProvider } from './schema.ts';

/** A red square on white, 64 × 64: some models take no picture below 28 × 28. */
const TEST_PICTURE = {
  contentType: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAABlBMVEXdIiL///+6Q4v9AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAL0lEQVRYw+3WMQEAAAjDsOHfNBI4+CAVkLupZQEAAGeBDAEAAAAAAPgHeCQA4C3Qle8MAXzsQEIAAAAASUVORK5CYII=',
    'base64',
  ),
};

/** A stored provider whose key is opened only when it is needed. */
export interface StoredProvider extends Omit<AiConnection, 'apiKey'> {
  openKey(): Secret<string>;
}

export interface ProviderTestOptions {
  readonly outbound: Outbound;
  readonly describeImage: DescribeImage;
  /** @throws AppError `ai_provider_profile_not_found` */
  findStored(id: AiProviderId | undefined): Promise<StoredProvider>;
}

/** What a service makes of a small picture; whatever went wrong there is an answer, not an error. */
export function createProviderTest({ outbound, describeImage, findStored }: ProviderTestOptions) {
  return async (_grant: unknown, body: TestAiProvider): Promise<AiTest> => {
    const stored = body.profileId == null ? undefined : await findStored(parseId<AiProviderId>(body.profileId));
    const connection = connectionOf(body, stored, outbound);
    const resolved = { resolvedModelName: connection.modelName, resolvedApiBaseUrl: connection.apiBaseUrl };
    try {
      const { caption } = await describeImage(connection, TEST_PICTURE);
      return { succeeded: true, caption, ...resolved, errorMessage: null, errorCode: null };
    } catch (error) {
      if (!isAiFailure(error)) throw namingBaseUrl(error);
      return { succeeded: false, caption: null, ...resolved, errorMessage: error.message, errorCode: error.code };
    }
  };
}

/** What is given, else what is stored. */
function connectionOf(body: TestAiProvider, stored: StoredProvider | undefined, outbound: Outbound): AiConnection {
  const isGiven = (text: string | null | undefined): boolean => Boolean(text?.trim());
  const apiBaseUrl =
    stored && !isGiven(body.apiBaseUrl) ? stored.apiBaseUrl : checkedBaseUrl(body.apiBaseUrl, outbound);
  if (stored && !isGiven(body.apiKey)) checkSameHost(stored.apiBaseUrl, apiBaseUrl);
  return {
    apiBaseUrl,
    apiKey: stored && !isGiven(body.apiKey) ? stored.openKey() : new Secret(checkedApiKey(body.apiKey)),
    modelName:
      stored && !isGiven(body.modelName)
        ? stored.modelName
        : requiredText(body.modelName, 'ai_provider_profile_model_name_required', 'modelName'),
    systemPrompt:
      body.defaultSystemPrompt == null ? (stored?.systemPrompt ?? null) : promptOf(body.defaultSystemPrompt),
  };
}
