import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** The body of a request; undefined where it is longer than so many bytes. */
export async function readForm(incoming: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes');
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Makes a request whose form was read one that the engine can read, with this body, in the one way in which it was read here: as UTF-8. */
export function handBackBody(incoming: IncomingMessage, body: Buffer): void {
  const stream = Readable.from([body], { objectMode: false });
  incoming.headers['content-type'] = 'application/x-www-form-urlencoded';
  incoming.headers['content-length'] = String(body.length);
  delete incoming.headers['transfer-encoding'];
  Object.defineProperties(incoming, {
    readable: { configurable: true, get: () => stream.readable },
    iterator: {
      configurable: true,
      value: (options: Parameters<Readable['iterator']>[0]) => stream.iterator(options),
    },
  });
}
