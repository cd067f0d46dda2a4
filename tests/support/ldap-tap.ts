import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { BerReader } from 'ldapts';

/** Stands between a client and a directory (without TLS) and notes what is asked. */
export interface LdapTap {
  readonly port: number;
  /** The operations asked for since the last call, in the order of coming. */
  takeOperations(): readonly string[];
  close(): Promise<void>;
}

/** The requests of RFC 4511 §4.2 to §4.14, by their tags. */
const operationNames: Readonly<Record<number, string>> = {
  96: 'bind',
  66: 'unbind',
  99: 'search',
  102: 'modify',
  119: 'extended',
};

/** Listens on a free port of the host and passes everything on to a port of 127.0.0.1. */
export async function startLdapTap(target: number, host = '127.0.0.1'): Promise<LdapTap> {
  let operations: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()));
    client.on('data', (bytes: Buffer) => operations.push(...operationsIn(bytes)));
    client.pipe(upstream);
    upstream.pipe(client);
  }).listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    port: address.port,
    takeOperations() {
      const taken = operations;
      operations = [];
      return taken;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Our client sends each message in one write, so none is cut in two. */
function* operationsIn(bytes: Buffer): Generator<string> {
  for (let rest = bytes; rest.length > 0; ) {
    const reader = new BerReader(rest);
    reader.readSequence();
    const end = reader.offset + reader.length;
    reader.readInt();
    const tag = reader.peek() ?? 0;
    yield operationNames[tag] ?? `operation ${tag}`;
    rest = rest.subarray(end);
  }
}
