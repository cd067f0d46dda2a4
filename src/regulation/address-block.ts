import ipaddr from 'ipaddr.js';

const ipv6PrefixBits = 64;

/**
 * The canonical form under which an address is counted and banned: an IPv4 address itself, also when it came as IPv4-mapped IPv6; an IPv6
 * address as its /64, since whoever has one address of a /64 has them all (departures.md §4). Undefined for what is no address.
 */
export function addressBlock(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const [network] = ipaddr.parseCIDR(`${parsed.toString()}/${ipv6PrefixBits}`);
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${network.toString()}/${ipv6PrefixBits}`).toString()}/${ipv6PrefixBits}`;
}
