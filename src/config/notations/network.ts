import ipaddr from 'ipaddr.js';
import { misread, type Notation, quote } from './notation.ts';

const hint = 'Write an address such as 192.168.1.10, or a network such as 192.168.1.0/24 or fd00::/8.';

/** A network (behaviour.md §4.2), ready as a canonical CIDR: a lone address becomes a /32 or /128, bits beyond the prefix become 0. */
export const network: Notation<string> = {
  jsonSchema: { title: 'network', type: 'string' },
  read: (raw) => readNetwork(raw) ?? misread(`${quote(raw)} is not a network.`, hint),
};

/** A network, or `*` for everyone. */
export const networkOrEveryone: Notation<string> = {
  jsonSchema: network.jsonSchema,
  read: (raw) => (raw === '*' ? '*' : network.read(raw)),
};

/** A network, or the name of one defined elsewhere, which stays as it is written. */
export const networkOrName: Notation<string> = {
  jsonSchema: network.jsonSchema,
  read(raw) {
    const looksLikeName = typeof raw === 'string' && /^[a-z_][\w .-]*$/i.test(raw.trim());
    return looksLikeName ? raw.trim() : network.read(raw);
  },
};

/** Whether a ready value is a CIDR and not a name. */
export function isNetwork(ready: string): boolean {
  return ready.includes('/');
}

function readNetwork(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const value = raw.trim();
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(value))
    return cidr(value, ipaddr.IPv4.networkAddressFromCIDR(value));
  if (ipaddr.IPv6.isValidCIDR(value)) return cidr(value, ipaddr.IPv6.networkAddressFromCIDR(value));
  if (ipaddr.IPv4.isValidFourPartDecimal(value)) return `${value}/32`;
  if (ipaddr.IPv6.isValid(value)) return `${ipaddr.IPv6.parse(value).toString()}/128`;
  return undefined;
}

function cidr(written: string, first: { toString(): string }): string {
  return `${first.toString()}/${Number(written.split('/')[1])}`;
}
