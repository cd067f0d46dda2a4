import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { connect, type ListenOptions, type Server } from 'node:net';

/** Where to listen: the configuration's `Address`, as far as it matters here (behaviour.md §4.2). */
export type ListenAddress =
  | {
      readonly kind: 'tcp';
      /** `tcp4` and `tcp6` keep to that family; anything else takes both. */
      readonly scheme: string;
      /** Empty = every interface. */
      readonly host: string;
      readonly port: number;
      /** The sub-path, `/` where there is none. */
      readonly path: string;
    }
  | { readonly kind: 'unix'; readonly socketPath: string; readonly umask: number | undefined }
  | { readonly kind: 'fd'; readonly descriptor: number };

/** Opens the configured address for a server (behaviour.md §4.2) and waits until it takes connections. */
export async function listen(server: Server, address: ListenAddress): Promise<void> {
  if (address.kind === 'unix') await removeStaleSocket(address.socketPath);
  const isListening = once(server, 'listening');
  if (address.kind === 'unix') listenOnSocket(server, address.socketPath, address.umask);
  else server.listen(address.kind === 'fd' ? { fd: address.descriptor } : tcpOptions(address));
  await isListening;
}

/** The URL of a listening TCP server, with a loopback host where it listens on every interface; undefined for anything else. */
export function listeningUrl(server: Server, address: ListenAddress, isTls: boolean): string | undefined {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') return undefined;
  const everywhere = new Map([
    ['::', address.kind === 'tcp' && address.scheme === 'tcp6' ? '::1' : '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
  ]);
  const host = everywhere.get(bound.address) ?? bound.address;
  const path = address.kind !== 'tcp' || address.path === '/' ? '' : address.path;
  return `${isTls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound.port}${path}`;
}

function tcpOptions({ scheme, host, port }: ListenAddress & { kind: 'tcp' }): ListenOptions {
  if (scheme === 'tcp6') return { host: host || '::', port, ipv6Only: true };
  if (scheme === 'tcp4') return { host: host || '0.0.0.0', port };
  return host === '' ? { port } : { host, port };
}

/** The socket gets its permissions when it is bound, which Node does within `listen`: there is no moment in which they are wider. */
function listenOnSocket(server: Server, socketPath: string, umask: number | undefined): void {
  const before = umask === undefined ? undefined : process.umask(umask);
  try {
    server.listen({ path: socketPath });
  } finally {
    if (before !== undefined) process.umask(before);
  }
}

/** Removes the socket that a process which died has left behind; one that somebody still answers stays, and `listen` then fails. */
async function removeStaleSocket(socketPath: string): Promise<void> {
  if (statSync(socketPath, { throwIfNoEntry: false })?.isSocket() !== true) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const socket = connect({ path: socketPath });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
  if (!isAlive) rmSync(socketPath, { force: true });
}
