import type { Socket } from 'node:net';

const mappedPrefix = '::ffff:';

/** Stands for a TCP peer that went away before its address was asked for; it is no address, so nobody trusts it. */
const unknownPeer = 'unknown';

/**
 * The address at the other end of a connection, without an IPv4-in-IPv6 prefix. Undefined for a unix socket alone: that is trusted, so a
 * TCP peer that has just gone must not be taken for one.
 */
export function peerAddress(
  socket: Pick<Socket, 'remoteAddress' | 'localAddress' | 'destroyed'>,
): string | undefined {
  const address = socket.remoteAddress;
  if (address === undefined) {
    return socket.destroyed || socket.localAddress !== undefined ? unknownPeer : undefined;
  }
  const isMapped = address.startsWith(mappedPrefix) && address.includes('.');
  return isMapped ? address.slice(mappedPrefix.length) : address;
}
