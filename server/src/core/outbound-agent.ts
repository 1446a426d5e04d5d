import type { Agent } from 'undici';
import { createAddressPolicy } from './outbound-addresses.ts';
import { guardedConnector, type ResolveHost, resolveBySystem } from './outbound-connector.ts';

export interface GuardedAgentOptions {
  /** Addresses, networks and host names that are not public and allowed all the same. */
  readonly allowedNetworks: readonly string[];
  readonly resolveHost?: ResolveHost | undefined;
  /** At a time; what is more waits. */
  readonly maxConnections: number;
  /** For the head of an answer, and for each piece of its body. */
  readonly timeoutMs: number;
}

/** Kept connections of a library to one service of somebody else, each checked when it is made; follows no redirects. */
export async function openGuardedAgent(options: GuardedAgentOptions): Promise<Agent> {
  const { allowedNetworks, resolveHost = resolveBySystem, maxConnections, timeoutMs } = options;
  // Loaded with the first one: many hubs never need it.
  const { Agent, buildConnector } = await import('undici');
  return new Agent({
    connect: guardedConnector(buildConnector, createAddressPolicy(allowedNetworks), resolveHost),
    connections: maxConnections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
}
