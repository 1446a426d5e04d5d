import { expect, test } from 'vitest';
import { createAddressPolicy } from './outbound-addresses.ts';

const publicOnly = createAddressPolicy([]);

test.each([
  ['1.1.1.1'],
  ['93.184.216.34'],
  ['223.255.255.255'],
  ['2606:4700:4700::1111'],
  ['2a00:1450:4001:82a::200e'],
  // A public IPv4 address in disguise.
  ['::ffff:1.1.1.1'],
  ['64:ff9b::101:101'],
])('%s is public', (address) => {
  expect(publicOnly('some.example', address)).toBe(true);
});

test.each([
  ['unspecified', '0.0.0.0'],
  ['unspecified network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback network', '127.255.255.254'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['link-local', '169.254.1.1'],
  ['protocol assignments', '192.0.0.8'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['6to4 relay', '192.88.99.1'],
  ['benchmarking', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['metadata', '169.254.169.254'],
  ['metadata', '169.254.170.2'],
  ['metadata at a public address', '168.63.129.16'],
  ['metadata', '100.100.100.200'],
  ['metadata', '192.0.0.192'],
  ['metadata', 'fd00:ec2::254'],
  ['metadata', 'fd20:ce::254'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['unique local', 'fc00::1'],
  ['unique local', 'fdff::1'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['documentation', '2001:db8::1'],
  ['documentation', '3fff::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['discard', '100::1'],
  ['segment routing', '5f00::1'],
  ['not given out', '4000::1'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
  ['IPv4-mapped private', '::ffff:10.0.0.1'],
  ['IPv4-mapped private in hex', '::ffff:c0a8:101'],
  ['IPv4-mapped metadata', '::ffff:168.63.129.16'],
  ['IPv4-translated private', '::ffff:0:10.0.0.1'],
  ['IPv4-compatible private', '::10.0.0.1'],
  ['IPv4-compatible public', '::1.1.1.1'],
  ['NAT64 of loopback', '64:ff9b::7f00:1'],
  ['NAT64 of private', '64:ff9b::10.0.0.1'],
  ['NAT64 of metadata', '64:ff9b::a9fe:a9fe'],
  ['local NAT64', '64:ff9b:1::101:101'],
  ['6to4 of private', '2002:a00:1::1'],
  ['6to4 of public', '2002:101:101::1'],
  ['nothing', ''],
  ['a name', 'localhost'],
  ['too much', '1.1.1.1, 1.0.0.1'],
])('%s is refused: %s', (_kind, address) => {
  expect(publicOnly('some.example', address)).toBe(false);
});

test.each([
  [['10.1.0.0/16'], 'some.example', '10.1.2.3', true],
  [['10.1.0.0/16'], 'some.example', '10.2.0.1', false],
  [['10.1.0.0/16'], 'some.example', '::ffff:10.1.2.3', true],
  [['10.1.0.0/16'], 'some.example', '64:ff9b::10.1.2.3', true],
  [['10.1.0.0/16'], 'some.example', '2002:a01:203::1', false],
  [['127.0.0.1'], 'some.example', '127.0.0.1', true],
  [['127.0.0.1'], 'some.example', '127.0.0.2', false],
  [['127.0.0.1'], 'some.example', '::1', false],
  [['::1'], '::1', '::1', true],
  [['::ffff:10.0.0.1'], 'some.example', '10.0.0.1', true],
  [['fd12:3456::/32'], 'some.example', 'fd12:3456::9', true],
  [['fd12:3456::/32'], 'some.example', 'fd12:3457::9', false],
  [['ollama'], 'ollama', '172.18.0.5', true],
  [['ollama'], 'OLLAMA.', '172.18.0.5', true],
  [['Ollama'], 'ollama', '172.18.0.5', true],
  [['ollama'], 'ollama.evil.example', '172.18.0.5', false],
  [['ollama'], 'not-ollama', '172.18.0.5', false],
  [['ollama'], '172.18.0.5', '172.18.0.5', false],
  // What is allowed by its name or in a crowd opens no metadata service.
  [['ollama'], 'ollama', '169.254.169.254', false],
  [['169.254.0.0/16'], 'some.example', '169.254.169.254', false],
  [['169.254.0.0/16'], 'some.example', '169.254.1.1', true],
  [['0.0.0.0/0'], 'some.example', '168.63.129.16', false],
  [['::/0'], 'some.example', 'fd00:ec2::254', false],
  [['169.254.169.254'], 'some.example', '169.254.169.254', true],
  [['169.254.169.254/32'], 'some.example', '::ffff:169.254.169.254', true],
])('with %j allowed, %s at %s: %s', (allowed, hostname, address, expected) => {
  expect(createAddressPolicy(allowed)(hostname, address)).toBe(expected);
});
