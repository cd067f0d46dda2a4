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
