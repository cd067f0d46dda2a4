import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { RawRequest } from './raw-request.ts';

const mappedPrefix = '::ffff:';

/** Stands for a TCP peer that went away before its address was asked for; it is no address, so nobody trusts it. */
const unknownPeer = 'unknown';

/** The request that Node received, as a value. */
export function readRawRequest(incoming: IncomingMessage): RawRequest {
  const { socket } = incoming;
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    rawHeaders: incoming.rawHeaders,
    peerAddress: peerAddress(socket),
    isTls: socket instanceof TLSSocket,
  };
}

/** Undefined for a unix socket alone: that is trusted, so a TCP peer that has just gone must not be taken for one. */
function peerAddress(socket: Socket): string | undefined {
  const address = socket.remoteAddress;
  if (address === undefined) {
    return socket.destroyed || socket.localAddress !== undefined ? unknownPeer : undefined;
  }
  const isMapped = address.startsWith(mappedPrefix) && address.includes('.');
  return isMapped ? address.slice(mappedPrefix.length) : address;
}
