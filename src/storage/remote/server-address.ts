import { isIP } from 'node:net';
import type { Address } from '../../config/notations.ts';

/** Where a database server is, for people: `tcp://127.0.0.1:5432`. */
export function describeServerAddress(address: Address): string {
  switch (address.kind) {
    case 'tcp':
      return `tcp://${isIP(address.host) === 6 ? `[${address.host}]` : hostOf(address)}:${address.port}`;
    case 'unix':
      return `unix://${address.socketPath}`;
    case 'fd':
      throw new TypeError('a database server cannot be reached over a file descriptor');
  }
}

/** The host to connect to; undefined for a unix socket. */
export function hostOf(address: Address): string | undefined {
  if (address.kind !== 'tcp') return undefined;
  return address.host === '' ? 'localhost' : address.host;
}
