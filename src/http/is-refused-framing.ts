import type { IncomingMessage } from 'node:http';

/**
 * Whether a request is framed in a way that Node takes, but that a proxy in front may read otherwise: no version at all (HTTP/0.9), a
 * transfer coding other than `chunked` alone, or any in HTTP/1.0 (RFC 9112 §6.1). What is contradictory in itself Node has refused already.
 */
export function isRefusedFraming({ httpVersionMajor, httpVersionMinor, headers }: IncomingMessage): boolean {
  if (httpVersionMajor !== 1) return true;
  // Node has joined what was sent more than once: `chunked` twice is no `chunked` alone.
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return false;
  return httpVersionMinor === 0 || coding.toLowerCase() !== 'chunked';
}
