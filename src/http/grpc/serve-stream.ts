import {
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Log } from '../../lib/log.ts';
import { type GrpcFailure, grpcStatus } from './grpc-status.ts';
import { grpcTimeoutMs } from './grpc-timeout.ts';
import { framePrefixBytes, readFrame, writeFrame } from './message-frame.ts';
import { readBody } from './read-body.ts';
import type { GrpcReply, UnaryMethod } from './unary-method.ts';

/** The largest request message. Envoy's own limit for all headers of a request is 60 KiB, unless told otherwise. */
export const maxMessageBytes = 256 * 1024;

/** What streams have in common. */
export interface StreamServices {
  /** By path: `/package.Service/Method`. */
  readonly methods: ReadonlyMap<string, UnaryMethod>;
  /** The longest that a call may take, from its first header to its answer; a shorter `grpc-timeout` wins. */
  readonly maxCallMs: number;
  readonly log: Log;
}

/** A stream as its session hands it over. */
export interface ReceivedStream {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly peerAddress: string | undefined;
}

const okTrailers = { 'grpc-status': '0' } as const;
const answerHeaders = { ':status': 200, 'content-type': 'application/grpc' } as const;

/** Answers one stream: with the method's message, or with a status that is no success. Never throws. */
export async function serveStream(received: ReceivedStream, services: StreamServices): Promise<void> {
  const { stream, headers } = received;
  if (!/^application\/grpc(?:\+proto)?(?:;|$)/.test(headers['content-type'] ?? '')) {
    // What is no gRPC at all gets an answer of HTTP (gRPC over HTTP/2, "Content-Type").
    refuse(stream, { ':status': 415 });
    return;
  }
  const method = headers[':method'] === 'POST' ? services.methods.get(headers[':path'] ?? '') : undefined;
  if (method === undefined) {
    fail(stream, 'unimplemented');
    return;
  }
  const limitMs = Math.min(grpcTimeoutMs(headers['grpc-timeout']) ?? services.maxCallMs, services.maxCallMs);
  const deadline = setTimeout(() => fail(stream, 'deadlineExceeded'), limitMs);
  try {
    reply(stream, await callMethod(method, received));
  } catch (error) {
    services.log.error({ err: error, method: headers[':path'] }, 'a gRPC call failed');
    fail(stream, 'internal');
  } finally {
    clearTimeout(deadline);
  }
}

/** Refuses a stream with a status, before or instead of its answer. Its request may still be under way: it is told to stop. */
export function fail(stream: ServerHttp2Stream, failure: GrpcFailure): void {
  if (stream.closed || stream.destroyed || stream.headersSent) return;
  refuse(stream, { ...answerHeaders, 'grpc-status': `${grpcStatus[failure]}` });
}

async function callMethod(
  method: UnaryMethod,
  { stream, headers, peerAddress }: ReceivedStream,
): Promise<GrpcReply> {
  const body = await readBody(stream, framePrefixBytes + maxMessageBytes);
  if (body === undefined) return 'resourceExhausted';
  const message = readFrame(body);
  if (typeof message === 'string') return message;
  const metadata = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return method({ message, peerAddress, metadata });
}

function reply(stream: ServerHttp2Stream, message: GrpcReply): void {
  if (typeof message === 'string') {
    fail(stream, message);
    return;
  }
  if (stream.closed || stream.destroyed || stream.headersSent) return;
  stream.once('wantTrailers', () => stream.sendTrailers(okTrailers));
  stream.respond(answerHeaders, { waitForTrailers: true });
  stream.end(writeFrame(message));
}

/** Answers with headers alone. The stream is closed a turn later: closing takes back what has not left yet. */
function refuse(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): void {
  stream.respond(headers, { endStream: true });
  stream.resume();
  setImmediate(() => stream.close(constants.NGHTTP2_NO_ERROR));
}
