import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';

/** What a server said to one stream. */
export interface StreamAnswer {
  readonly httpStatus: number | undefined;
  /** Of the headers or the trailers; undefined where neither has it. */
  readonly grpcStatus: string | undefined;
  readonly body: Buffer;
}

/** A stream under way. */
export interface StartedStream {
  readonly answer: Promise<StreamAnswer>;
  write(bytes: Uint8Array): void;
  end(bytes: Uint8Array): void;
  reset(): void;
}

/** A client that speaks HTTP/2 and keeps to no rule of gRPC. */
export interface Http2Caller {
  readonly session: ClientHttp2Session;
  /** Starts a request whose body goes on. */
  open(headers?: OutgoingHttpHeaders): StartedStream;
  /** Sends a request with its whole body. */
  call(body: Uint8Array, headers?: OutgoingHttpHeaders): Promise<StreamAnswer>;
  close(): void;
}

/** The path that calls go to where a test names none. */
export const echoPath = '/test.Echo/Echo';

/** Connects to the server at a URL. */
export function createHttp2Caller(url: string, options: Parameters<typeof connect>[1] = {}): Http2Caller {
  const session = connect(url, options);
  // Streams tell of it as well.
  session.on('error', () => undefined);
  const open = (headers: OutgoingHttpHeaders = {}): StartedStream => {
    const stream = session.request({
      ':method': 'POST',
      ':path': echoPath,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    });
    return {
      answer: collectAnswer(stream),
      write: (bytes) => void stream.write(bytes),
      end: (bytes) => void stream.end(bytes),
      reset: () => stream.close(constants.NGHTTP2_CANCEL),
    };
  };
  return {
    session,
    open,
    call(body, headers) {
      const started = open(headers);
      started.end(body);
      return started.answer;
    },
    close: () => session.destroy(),
  };
}

/** Resolves however the stream ends. */
function collectAnswer(stream: ClientHttp2Stream): Promise<StreamAnswer> {
  return new Promise((resolve) => {
    let httpStatus: number | undefined;
    let grpcStatus: string | undefined;
    const chunks: Buffer[] = [];
    stream.on('response', (headers) => {
      httpStatus = headers[':status'];
      grpcStatus = headers['grpc-status']?.toString();
    });
    stream.on('trailers', (headers) => {
      grpcStatus = headers['grpc-status']?.toString();
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => undefined);
    stream.on('close', () => resolve({ httpStatus, grpcStatus, body: Buffer.concat(chunks) }));
  });
}
