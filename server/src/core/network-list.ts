import ipaddr from 'ipaddr.js';

/** Networks that an address can be in. */
export interface NetworkList {
  /** Whether `address` (as a socket or a trusted proxy gives it) is in one of them. What is no address is in none. */
  includes(address: string): boolean;
}

const IPV6_BITS = 128;
const IPV4_BITS = 32;
/** `::ffff:0:0/96` holds the IPv4 addresses written as IPv6 (RFC 4291 §2.5.5.2). */
const MAPPED_PREFIX_BITS = IPV6_BITS - IPV4_BITS;

/**
 * The one spelling of an address or a network in CIDR notation (RFC 4632): bits behind the prefix are cleared, IPv4
 * mapped into IPv6 becomes IPv4. Undefined for everything else, also for the short forms of IPv4 that read as octal
 * or hexadecimal, and for zones, which mean something on one machine alone.
 */
export function canonicalNetwork(text: string): string | undefined {
  const [address = '', bits, ...rest] = text.trim().split('/');
  const isStrict =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (ipaddr.IPv6.isValid(address) && !address.includes('%'));
  if (!isStrict || rest.length > 0) return undefined;
  const parsed = ipaddr.parse(address);
  if (bits === undefined) return ipaddr.process(address).toString();
  const maxBits = parsed.kind() === 'ipv4' ? IPV4_BITS : IPV6_BITS;
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > maxBits) return undefined;
  return canonicalCidr(parsed, Number(bits));
}

function canonicalCidr(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string | undefined {
  if (address.kind() === 'ipv4') return `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`;
  const isMapped = (address as ipaddr.IPv6).isIPv4MappedAddress();
  if (!isMapped) return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`;
  // A prefix that reaches beyond the IPv4 addresses means neither these nor those.
  if (bits < MAPPED_PREFIX_BITS) return undefined;
  return canonicalCidr((address as ipaddr.IPv6).toIPv4Address(), bits - MAPPED_PREFIX_BITS);
}

/** @param networks as {@link canonicalNetwork} spells them */
export function createNetworkList(networks: readonly string[]): NetworkList {
  const parsed = networks.map((network) =>
    network.includes('/')
      ? ipaddr.parseCIDR(network)
      : ipaddr.parseCIDR(`${network}/${network.includes(':') ? 128 : 32}`),
  );
  return {
    includes(address) {
      if (!ipaddr.isValid(address)) return false;
      const own = ipaddr.process(address);
      return parsed.some(([network, bits]) => network.kind() === own.kind() && own.match(network, bits));
    },
  };
}
