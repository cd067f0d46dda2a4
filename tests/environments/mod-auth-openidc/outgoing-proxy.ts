import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

/** The way out of an application whose provider no name server knows. */
export interface OutgoingProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** A proxy that takes CONNECT (RFC 9110 §9.3.6) and leads every host to 127.0.0.1, at the port asked for: TLS stays between the two ends. */
export async function startOutgoingProxy(): Promise<OutgoingProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Socket) => {
    const upstream = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    upstream.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port was given');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
