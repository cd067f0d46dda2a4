import { open } from 'node:fs/promises';

/** Where the metadata comes from: an address, or a file on machines without a way out. */
export type BlobSource = { readonly url: string } | { readonly path: string };

/** What is fetched at most, in bytes (today's has some 6 MB), and how long it may take. */
const limits = { bytes: 15_000_000, milliseconds: 30_000 } as const;

/** Fetches the text of the blob. Throws where there is none, where it is longer than 15 MB, or where it takes longer than 30 s. */
export async function fetchBlob(source: BlobSource): Promise<string> {
  return 'path' in source ? readFile(source.path) : download(source.url);
}

async function download(url: string): Promise<string> {
  const signal = AbortSignal.timeout(limits.milliseconds);
  const response = await fetch(url, { signal, headers: { accept: 'application/octet-stream, */*' } });
  if (!response.ok || response.body === null)
    throw new TypeError(`it answers with status ${response.status}`);
  return readWithin(response.body);
}

async function readFile(path: string): Promise<string> {
  await using file = await open(path);
  return await readWithin(file.createReadStream({ autoClose: false }));
}

async function readWithin(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > limits.bytes) throw new TypeError(`it has more than ${limits.bytes} bytes`);
    read.push(part);
  }
  return Buffer.concat(read).toString();
}
