import type { EdgeTrust } from '../http/forwarded.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Log } from '../lib/log.ts';

/** Tells the operator of a peer that sends forwarded headers without being trusted: most likely a proxy that is not configured. */
export type UntrustedPeerWarning = (refused: RawRequest) => void;

/** A stranger may come from many addresses: the log must not fill with them. */
const maxWarnings = 20;

const forwardedName = /^x-(?:forwarded|original)-(?!for$)/i;

/** Warns once for each such peer, and of a few at most. */
export function createUntrustedPeerWarning(log: Log, trust: EdgeTrust): UntrustedPeerWarning {
  const warned = new Set<string>();
  return ({ peerAddress, rawHeaders }) => {
    if (peerAddress === undefined || trust.isTrusted(peerAddress)) return;
    if (warned.size >= maxWarnings || warned.has(peerAddress)) return;
    if (!rawHeaders.some((name, index) => index % 2 === 0 && forwardedName.test(name))) return;
    warned.add(peerAddress);
    log.warn(
      { peer: peerAddress },
      'the forwarded headers of this peer are ignored; if it is your proxy, add its address to server.trusted_proxies',
    );
  };
}
