import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './ip-address.ts';

/** A set of networks, compiled once. */
export interface NetworkSet {
  /** Whether a canonical address (`canonicalAddress`) lies in one of the networks. */
  has(address: string): boolean;
}

/** Base and mask of an IPv4 network as unsigned 32-bit numbers. */
type Ipv4Network = readonly [base: number, mask: number];
type Ipv6Network = readonly [base: ipaddr.IPv6, prefixLength: number];

/** Compiles networks in CIDR notation; a bare address stands for itself alone. Throws `TypeError` for anything else. */
export function compileNetworks(networks: readonly string[]): NetworkSet {
  const ipv4: Ipv4Network[] = [];
  const ipv6: Ipv6Network[] = [];
  for (const network of networks) addNetwork(network, ipv4, ipv6);
  return {
    has(address) {
      if (!isIPv4(address)) return ipv6.length > 0 && hasIpv6(ipv6, address);
      const value = ipv4Value(address);
      return ipv4.some(([base, mask]) => (value & mask) >>> 0 === base);
    },
  };
}

function addNetwork(network: string, ipv4: Ipv4Network[], ipv6: Ipv6Network[]): void {
  const slash = network.indexOf('/');
  const address = canonicalAddress(slash === -1 ? network : network.slice(0, slash));
  if (address === undefined) throw new TypeError(`not a network: ${network}`);
  const wasMapped = isIPv4(address) && network.includes(':');
  const bits = isIPv4(address) ? 32 : 128;
  const length = slash === -1 ? bits : prefixLength(network.slice(slash + 1)) - (wasMapped ? 96 : 0);
  if (!(length >= 0 && length <= bits)) throw new TypeError(`not a network: ${network}`);
  if (bits === 128) {
    ipv6.push([ipaddr.IPv6.parse(address), length]);
    return;
  }
  const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  ipv4.push([(ipv4Value(address) & mask) >>> 0, mask]);
}

function prefixLength(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

function hasIpv6(networks: readonly Ipv6Network[], address: string): boolean {
  if (!ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return networks.some(([base, length]) => parsed.match(base, length));
}

/** The unsigned 32-bit number of a dotted IPv4 address, read in one scan: this runs for every request. */
function ipv4Value(address: string): number {
  let value = 0;
  let part = 0;
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index);
    if (code === 0x2e) {
      value = value * 256 + part;
      part = 0;
    } else {
      part = part * 10 + (code - 0x30);
    }
  }
  return value * 256 + part;
}
