import { dirname } from 'node:path';
import type { Address } from '../../../config/notations.ts';
import { hostOf } from '../../remote/server-address.ts';

/** PostgreSQL names its sockets by the port, in a folder of the operator's choice. */
const socketName = /\/\.s\.PGSQL\.(\d+)$/;
const usualPort = 5432;

/** Where to connect, in the words of `pg`. A unix socket is its file, or, as libpq has it, the folder that it is in. */
export function postgresTarget(address: Address): { readonly host: string; readonly port: number } {
  if (address.kind === 'tcp') return { host: hostOf(address) ?? '', port: address.port };
  if (address.kind === 'fd')
    throw new TypeError('a database server cannot be reached over a file descriptor');
  const port = socketName.exec(address.socketPath)?.[1];
  return port === undefined
    ? { host: address.socketPath, port: usualPort }
    : { host: dirname(address.socketPath), port: Number(port) };
}
