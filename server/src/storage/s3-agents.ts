import type { Agent } from 'undici';
import { openGuardedAgent } from '../core/outbound-agent.ts';
import type { ResolveHost } from '../core/outbound-connector.ts';

/** Opens the connections of S3 stores, a pool each. */
export interface S3Agents {
  open(endpoint: string): Promise<Agent>;
}

export interface S3AgentsOptions {
  readonly allowedNetworks: readonly string[];
  readonly maxConnections: number;
  readonly timeoutMs: number;
  readonly resolveHost?: ResolveHost | undefined;
  /** An endpoint that the operator named in the settings: it may be anywhere, but opens nothing beside it. */
  readonly ownEndpoint: string | undefined;
}

export function createS3Agents({ ownEndpoint, allowedNetworks, ...options }: S3AgentsOptions): S3Agents {
  return {
    open(endpoint) {
      const own = isOwnEndpoint(endpoint, ownEndpoint) ? [new URL(endpoint).hostname.replace(/^\[|\]$/g, '')] : [];
      return openGuardedAgent({ ...options, allowedNetworks: [...allowedNetworks, ...own] });
    },
  };
}

export const isOwnEndpoint = (endpoint: string, ownEndpoint: string | undefined): boolean =>
  ownEndpoint !== undefined && new URL(endpoint).origin === new URL(ownEndpoint).origin;
