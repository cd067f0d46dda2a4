import { canonicalAddress } from '../lib/ip-address.ts';
import type { EdgeTrust } from './forwarded.ts';

/**
 * Walks X-Forwarded-For from the right, over the proxies that we trust, to the first address that is none of them; where all are
 * trusted, the left-most one is the client's. `rawValues` are the header's values as received: standing twice, they make one list
 * (RFC 9110 §5.3), empty elements do not count (§5.6.1). An element that is no address ends the walk with undefined: to fall
 * back to the proxy's own address would give the client a more trusted one.
 */
export function walkForwardedFor(
  rawValues: readonly string[],
  peer: string | undefined,
  trust: EdgeTrust,
): string | undefined {
  const list = rawValues.join(',');
  let client = peer;
  for (let end = list.length; end > 0; ) {
    const start = list.lastIndexOf(',', end - 1) + 1;
    const element = list.slice(start, end).trim();
    end = start - 1;
    if (element === '') continue;
    client = canonicalAddress(element) ?? canonicalAddress(withoutPort(element));
    if (client === undefined || !trust.isTrusted(client)) return client;
  }
  return client;
}

/** Some proxies add the port: `192.0.2.1:5000`, `[2001:db8::1]:5000`. */
function withoutPort(element: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(element);
  if (bracketed !== null) return bracketed[1] ?? '';
  const colon = element.indexOf(':');
  const isIpv4WithPort = colon !== -1 && element.includes('.') && /^:\d{1,5}$/.test(element.slice(colon));
  return isIpv4WithPort ? element.slice(0, colon) : element;
}
