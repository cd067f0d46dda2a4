import { connect as connectPlain, type NetConnectOpts, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecure } from 'node:tls';

/** How often an idle connection shows the network, and whoever forgets connections on the way, that it lives. */
const keepAliveMs = 30_000;

/** Opens a TCP connection or a unix socket; rejects after the limit. */
export function openSocket(target: NetConnectOpts, limitMs: number): Promise<Socket> {
  const options = { ...target, keepAlive: true, keepAliveInitialDelay: keepAliveMs, noDelay: true };
  return whenReady(connectPlain(options), 'connect', limitMs);
}

/** Makes TLS out of an open connection; rejects where the certificate does not hold, or after the limit. */
export function secureSocket(socket: Socket, options: ConnectionOptions, limitMs: number): Promise<Socket> {
  return whenReady(connectSecure({ ...options, socket }), 'secureConnect', limitMs);
}

function whenReady<Kind extends Socket>(socket: Kind, event: string, limitMs: number): Promise<Kind> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const onClose = () => fail(new Error('the connection was closed before it was ready'));
    const timer = setTimeout(() => fail(new Error(`no connection within ${limitMs} ms`)), limitMs);
    socket.once('error', fail);
    socket.once('close', onClose);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('close', onClose);
      // The listener for errors stays until the LDAP client has put its own: an error that nobody hears ends the process.
      resolve(socket);
    });
  });
}
