import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Whether a request to this host name may go to this address. */
export type AddressPolicy = (hostname: string, address: string) => boolean;

/** The part of IPv6 that is given out to the Internet (RFC 4291 §2.4, https://www.iana.org/assignments/ipv6-address-space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** NAT64 (RFC 6052): an IPv6-only network reaches the IPv4 address in the last 32 bits through it. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** `::1.2.3.4` (RFC 4291 §2.5.5.1), which goes nowhere any more; ipaddr.js takes it for an IPv4-mapped address. */
const IPV4_COMPATIBLE = /^::\d+\./;

/**
 * Where clouds tell a machine its credentials. Most lie in ranges that are refused anyway, but Azure's is public, and
 * none of them shall be opened by an entry for a wide network.
 */
const METADATA = new Set(
  [
    '169.254.169.254', // AWS, Google Cloud, Azure, Oracle, DigitalOcean, OpenStack
    '169.254.170.2', // AWS ECS
    '169.254.170.23', // AWS EKS
    '168.63.129.16', // Azure
    '100.100.100.200', // Alibaba Cloud
    '192.0.0.192', // Oracle
    'fd00:ec2::254', // AWS
    'fd00:ec2::23', // AWS EKS
    'fd20:ce::254', // Google Cloud
  ].map((address) => ipaddr.parse(address).toString()),
);

/**
 * Only public unicast addresses, and what the operator allows.
 * @param allowed addresses, networks in CIDR notation, or host names; a metadata service only by its very address
 */
export function createAddressPolicy(allowed: readonly string[]): AddressPolicy {
  const hosts = new Set(allowed.filter((entry) => !isNetwork(entry)).map(plainHost));
  const networks = allowed.filter(isNetwork).map(networkOf);
  return (hostname, text) => {
    if (!ipaddr.isValid(text) || IPV4_COMPATIBLE.test(text)) return false;
    const address = innermost(ipaddr.parse(text));
    const entries = networks.filter((network) => contains(network, address));
    if (METADATA.has(address.toString())) return entries.some(isSingle);
    return entries.length > 0 || hosts.has(plainHost(hostname)) || isPublic(address);
  };
}

const isNetwork = (entry: string): boolean => ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);

function networkOf(entry: string): Network {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const address = innermost(ipaddr.parse(entry));
  return [address, bitsOf(address)];
}

const bitsOf = (address: Address): number => (address.kind() === 'ipv4' ? 32 : 128);

const isSingle = ([address, bits]: Network): boolean => bits === bitsOf(address);

const contains = ([network, bits]: Network, address: Address): boolean =>
  network.kind() === address.kind() && address.match(network, bits);

/** The address that packets reach in the end: the IPv4 one in an IPv4-mapped or a NAT64 address. */
function innermost(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

/** What is in no special-purpose range. Of IPv6, all beyond global unicast is special: ::/96, 6to4, fec0::/10, … */
const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST));

/** As host names are compared: without brackets, case, and the dot that may end them. */
const plainHost = (hostname: string): string => hostname.toLowerCase().replace(/\.$/, '');
