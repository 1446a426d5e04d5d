import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { buildConnector } from 'undici';
import { AppError } from './errors.ts';
import type { AddressPolicy } from './outbound-addresses.ts';

/** Every address of a host name, in the order in which to try them. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

export const resolveBySystem: ResolveHost = async (hostname) =>
  (await systemLookup(hostname, { all: true })).map(({ address }) => address);

/**
 * Opens connections only to addresses that `permits` lets through. Looked up once for each connection, and connected to
 * as looked up: an answer that changes between check and use cannot slip through (DNS rebinding).
 */
export function guardedConnector(
  build: typeof buildConnector,
  permits: AddressPolicy,
  resolve: ResolveHost,
): buildConnector.connector {
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    checkedAddresses(hostname, permits, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(noAddress(hostname), '');
        else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
  // HTTP/1.1: one request a connection, so that a slow one holds up no other.
  const connect = build({ lookup, allowH2: false });
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    // An address is connected to without being looked up.
    if (isIP(literal) && !permits(literal, literal)) return callback(addressNotAllowed(literal), null);
    return connect(options, callback);
  };
}

/** A name with one address that is not allowed is refused whole: it is not what it says. */
async function checkedAddresses(hostname: string, permits: AddressPolicy, resolve: ResolveHost) {
  const addresses = await resolve(hostname);
  if (addresses.some((address) => !permits(hostname, address))) throw addressNotAllowed(hostname);
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/** Names what was asked for, not what it resolves to, which is nobody's business outside. */
export const addressNotAllowed = (hostname: string): AppError =>
  new AppError(
    'outbound_address_not_allowed',
    `${hostname} is not a public address. The operator can allow it with Security__Outbound__AllowedNetworks.`,
  );

const noAddress = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`No address for ${hostname}`), { code: 'ENOTFOUND' });
