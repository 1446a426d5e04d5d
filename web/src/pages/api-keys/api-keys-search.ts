import type { ApiKeyQuery } from '@nekohub/client';
import { oneOf } from '../../app/search-params.ts';

export const statuses = ['active', 'expired', 'revoked'] as const;

/** What the address of the list says. Without `whose` it holds one's own keys, without `status` those of any. */
export interface ApiKeysSearch {
  whose?: 'everybody' | undefined;
  status?: (typeof statuses)[number] | undefined;
}

export const validateApiKeysSearch = (search: Record<string, unknown>): ApiKeysSearch => ({
  whose: oneOf(['everybody'], search.whose),
  status: oneOf(statuses, search.status),
});

export const toApiKeyQuery = ({ whose, status }: ApiKeysSearch): ApiKeyQuery => ({
  ...(whose === undefined ? {} : { all: true }),
  ...(status === undefined ? {} : { status }),
});
