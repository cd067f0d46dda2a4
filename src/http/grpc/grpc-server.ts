import { once } from 'node:events';
import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2';
import type { Log } from '../../lib/log.ts';
import { type ListenAddress, listen, listeningUrl } from '../listen.ts';
import { peerAddress } from '../peer-address.ts';
import { type TlsFiles, withTlsFiles } from '../with-tls-files.ts';
import { fail, type ReceivedStream, serveStream } from './serve-stream.ts';
import type { UnaryMethod } from './unary-method.ts';

/** What `createGrpcServer` needs; times in milliseconds. */
export interface GrpcServerOptions {
  readonly address: ListenAddress;
  /** Undefined = plain HTTP/2 with prior knowledge. */
  readonly tls: TlsFiles | undefined;
  /** The longest that a call may take, and a TLS handshake. */
  readonly maxCallMs: number;
  /** By path: `/package.Service/Method`. */
  readonly methods: ReadonlyMap<string, UnaryMethod>;
  readonly log: Log;
  /** How long `close` lets calls under way finish. Default: 10 seconds. */
  readonly closeGraceMs?: number;
}

/** A server of unary gRPC methods (grpc/grpc `doc/PROTOCOL-HTTP2.md`). */
export interface GrpcServer {
  /** Starts to take connections; gives the URL, undefined for anything but TCP. */
  listen(): Promise<string | undefined>;
  /** Stops taking connections and calls, lets calls under way finish within the grace, then ends what is left. */
  close(): Promise<void>;
}

/** Bounds on what callers can make us hold. A proxy opens a connection or two per thread and waits where its streams are used up. */
const limits = { connections: 1024, streamsPerConnection: 1000, callsUnderWay: 4096, headerBytes: 16_384 };

/** A connection that has been of no use for so long is told to go; proxies make a new one when they need it. */
const idleConnectionMs = 3_600_000;

const defaultCloseGraceMs = 10_000;

const serverOptions: ServerOptions = {
  settings: { maxConcurrentStreams: limits.streamsPerConnection, maxHeaderListSize: limits.headerBytes },
};

/** Makes the server. TLS files are read here: `AppError` `configuration-invalid` where they cannot be used. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { address, tls, maxCallMs, log } = options;
  const server =
    tls === undefined
      ? createServer(serverOptions)
      : withTlsFiles(tls, (files) =>
          createSecureServer({ ...serverOptions, ...files, handshakeTimeout: maxCallMs }),
        );
  server.maxConnections = limits.connections;
  const sessions = acceptSessions(server, options);
  return {
    async listen() {
      await listen(server, address);
      server.on('error', (error) => log.error({ err: error }, 'the gRPC server cannot take a connection'));
      return listeningUrl(server, address, tls !== undefined);
    },
    close: () => closeGracefully(server, sessions, options.closeGraceMs ?? defaultCloseGraceMs),
  };
}

/** Serves every connection; gives the set of those that are open. */
function acceptSessions(
  server: Http2Server | Http2SecureServer,
  options: GrpcServerOptions,
): ReadonlySet<ServerHttp2Session> {
  const sessions = new Set<ServerHttp2Session>();
  const serve = boundedCalls(options);
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    endIdleSession(session, options.maxCallMs);
    const peer = session.socket === undefined ? 'unknown' : peerAddress(session.socket);
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) =>
      serve({ stream, headers, peerAddress: peer }),
    );
  });
  return sessions;
}

/** Whoever connects must call, within the time of a call; later calls may be far apart. */
function endIdleSession(session: ServerHttp2Session, firstCallMs: number): void {
  let hasCalled = false;
  session.once('stream', () => {
    hasCalled = true;
    session.setTimeout(idleConnectionMs);
  });
  session.on('timeout', () => (hasCalled ? session.close() : session.destroy()));
  session.setTimeout(firstCallMs);
}

/** Calls beyond the limit are refused at once, which costs next to nothing. */
function boundedCalls(options: GrpcServerOptions): (received: ReceivedStream) => void {
  let underWay = 0;
  return (received) => {
    const { stream } = received;
    // A reset by the caller is its own business; without a listener it would end the process.
    stream.on('error', () => stream.close());
    if (underWay >= limits.callsUnderWay) {
      fail(stream, 'resourceExhausted');
      return;
    }
    underWay++;
    void serveStream(received, options).finally(() => underWay--);
  };
}

async function closeGracefully(
  server: Http2Server | Http2SecureServer,
  sessions: ReadonlySet<ServerHttp2Session>,
  graceMs: number,
): Promise<void> {
  if (!server.listening) return;
  const isClosed = once(server, 'close');
  server.close();
  for (const session of sessions) session.close();
  const end = setTimeout(() => {
    for (const session of sessions) session.destroy();
  }, graceMs);
  await isClosed;
  clearTimeout(end);
}
