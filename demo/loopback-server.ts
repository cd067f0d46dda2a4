import { createServer, type RequestListener, type Server } from 'node:http';

/** An HTTP server on this machine alone, on both loopback addresses: browsers may take either for a `.localhost` name. */
export interface LoopbackServer {
  readonly port: number;
  /** Stops taking requests and ends the connections. */
  close(): Promise<void>;
}

const attempts = 20;

/** Listens on the given port, or on any that is free on both addresses where it is 0. A machine without IPv6 gets IPv4 alone. */
export async function listenOnLoopback(
  listener: RequestListener,
  wantedPort: number,
): Promise<LoopbackServer> {
  for (let attempt = 1; ; attempt++) {
    const v4 = createServer(listener);
    const v6 = createServer(listener);
    try {
      const port = await listen(v4, '127.0.0.1', wantedPort);
      await listenWhereThereIs(v6, '::1', port);
      return { port, close: async () => void (await Promise.all([close(v4), close(v6)])) };
    } catch (error) {
      await close(v4);
      if (wantedPort !== 0 || attempt === attempts) throw error;
    }
  }
}

async function listenWhereThereIs(server: Server, address: string, port: number): Promise<void> {
  try {
    await listen(server, address, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? port : address.port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
