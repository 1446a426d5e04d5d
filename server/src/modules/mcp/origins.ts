import { isIP } from 'node:net';

export interface OriginRules {
  /** Origins of pages that may call, such as `https://agents.example`. */
  readonly allowedOrigins: readonly string[];
  /** The address under which people reach the program, when it was set. */
  readonly publicUrl: string | undefined;
  /** Whether every host name is served, so that the one a request names proves nothing. */
  readonly anyHost: boolean;
}

/** Where a request arrived, as its headers say it. */
export interface Arrival {
  readonly protocol: string;
  /** With its port. */
  readonly host: string;
}

/**
 * Whether a page of this origin may call: a listed one, the public address, or the very address that was called. The
 * last counts only when its name cannot have been rebound to us by whoever owns it (DNS rebinding): an IP address,
 * localhost, or a name that the program was told to serve.
 */
export function createOriginCheck(rules: OriginRules): (origin: string, arrival: Arrival) => boolean {
  const { allowedOrigins, publicUrl, anyHost } = rules;
  const listed = new Set([...allowedOrigins, ...(publicUrl ? [new URL(publicUrl).origin] : [])]);
  return (origin, { protocol, host }) => {
    const asked = origin.trim().toLowerCase();
    if (listed.has(asked)) return true;
    const called = `${protocol}://${host}`;
    if (!URL.canParse(called)) return false;
    const { origin: own, hostname } = new URL(called);
    return asked === own && (!anyHost || isFixed(hostname));
  };
}

/** Whether a host name means the same machine whoever resolves it (RFC 6761 §6.3 for localhost). */
const isFixed = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost');
