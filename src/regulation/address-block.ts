import ipaddr from 'ipaddr.js';
import { canonicalAddress } from '../lib/ip-address.ts';

const prefixBits = 64;

/**
 * What an address is counted and banned as: an IPv4 address as itself, also when it came as IPv4-mapped IPv6; an IPv6 address as its
 * /64, since whoever has one address of a /64 has them all (departures.md §4). Undefined for what is no address.
 */
export function addressBlock(address: string): string | undefined {
  const canonical = canonicalAddress(address);
  if (canonical === undefined || !canonical.includes(':')) return canonical;
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${canonical}/${prefixBits}`);
  return `${network.toRFC5952String()}/${prefixBits}`;
}
