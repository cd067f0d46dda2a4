import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The one spelling of an IP address, or undefined for anything else: IPv4 with four decimal parts (no octal, no short forms),
 * IPv6 as RFC 5952 writes it, without a zone; an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) as the IPv4 address that it is.
 */
export function canonicalAddress(raw: string): string | undefined {
  if (isIPv4(raw)) return raw;
  if (!isIPv6(raw)) return undefined;
  const zone = raw.indexOf('%');
  const address = ipaddr.IPv6.parse(zone === -1 ? raw : raw.slice(0, zone));
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}
