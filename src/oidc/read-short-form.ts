import type { IncomingMessage } from 'node:http';

/** The longest form that a browser sends us, in bytes. */
const longestForm = 16_384;

/** Reads a form that a browser posted; undefined where it is too long, and then what is left of it is not read. */
export async function readShortForm(incoming: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes');
    length += chunk.length;
    if (length > longestForm) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
