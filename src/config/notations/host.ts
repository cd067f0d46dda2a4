import ipaddr from 'ipaddr.js';

/** Whether a host is `localhost` or lies under it: browsers treat these as secure without TLS. */
export function isLocalhostName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Whether a host, IPv6 with or without brackets, is an IP address. */
export function isAddress(host: string): boolean {
  return ipaddr.isValid(host.replace(/^\[(.*)\]$/, '$1'));
}

/** Whether a host equals a domain or lies under it; both lower case. */
export function isUnder(host: string, domain: string): boolean {
  return host === domain || (!isAddress(host) && host.endsWith(`.${domain}`));
}

/** Ranges of addresses that no other network leads to (RFC 1918, RFC 4193), and this machine's own. */
const ownRanges: readonly string[] = ['loopback', 'private', 'uniqueLocal'];

/** Names that no public name server gives to anybody (RFC 6762, RFC 8375, ICANN's `internal`), and those that home routers use. */
const ownSuffix = /\.(?:local|internal|lan|home\.arpa)$/;

/** Whether a host, IPv6 with or without brackets, is of the own network by its address or its name. Lower case. */
export function isOwnNetworkHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(bare)) return ownRanges.includes(ipaddr.process(bare).range());
  return isLocalhostName(host) || !host.includes('.') || ownSuffix.test(host);
}
