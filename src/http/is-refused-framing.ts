import type { IncomingMessage } from 'node:http';

const transferEncoding = 'transfer-encoding';

/**
 * Whether a request is framed in a way that Node takes, but that a proxy in front may read otherwise: no version at all (HTTP/0.9), a
 * transfer coding other than `chunked` alone, or any in HTTP/1.0 (RFC 9112 §6.1). What is contradictory in itself Node has refused already.
 */
export function isRefusedFraming({
  httpVersionMajor,
  httpVersionMinor,
  rawHeaders,
}: IncomingMessage): boolean {
  if (httpVersionMajor !== 1) return true;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== transferEncoding.length || name.toLowerCase() !== transferEncoding) continue;
    if (httpVersionMinor === 0 || rawHeaders[index + 1]?.toLowerCase() !== 'chunked') return true;
  }
  return false;
}
