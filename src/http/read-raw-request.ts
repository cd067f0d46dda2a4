import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { peerAddress } from './peer-address.ts';
import type { RawRequest } from './raw-request.ts';

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
