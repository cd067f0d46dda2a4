import type { ServerHttp2Stream } from 'node:http2';

/** The whole body of a stream; undefined as soon as it is longer than `maxBytes`, or where the stream ends before its time. */
export function readBody(stream: ServerHttp2Stream, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) resolve(undefined);
      else chunks.push(chunk);
    });
    stream.once('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    stream.once('aborted', () => resolve(undefined));
    stream.once('close', () => resolve(undefined));
  });
}
