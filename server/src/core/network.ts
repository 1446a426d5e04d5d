import ipaddr from 'ipaddr.js';

const IPV4_NETWORK_BITS = 24;
const IPV6_NETWORK_BITS = 64;

/**
 * The network that an address belongs to, for counting attempts: /24 for IPv4 (also when mapped into IPv6), /64 for
 * IPv6, where one customer has at least that much to himself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === 'ipv4' ? IPV4_NETWORK_BITS : IPV6_NETWORK_BITS;
  const network =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${bits}`);
  return `${network}/${bits}`;
}
