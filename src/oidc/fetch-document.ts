import { request as httpsRequest } from 'node:https';
import { tlsClientOptions } from '../lib/tls-client-options.ts';

/** A document as it came: of a redirect nothing but its status. */
export interface FetchedDocument {
  readonly status: number;
  /** `Cache-Control`, empty where there is none. */
  readonly cacheControl: string;
  readonly body: string;
}

/** Gets a document from a URL that the operator wrote. Rejects where none comes in time, or one that is too long. */
export type FetchDocument = (url: string) => Promise<FetchedDocument>;

/** How long the whole answer may take. */
const timeoutMs = 5_000;

/** Longer than any request or key set that makes sense. */
const longestDocumentBytes = 64 * 1024;

/**
 * Gets documents over HTTPS alone, follows no redirects, and asks once for however many want the same at the same time. It goes wherever the
 * URL says, to internal addresses too: whoever calls it has compared the URL with what the operator wrote.
 */
export function createFetchDocument(trustedCertificates: readonly string[]): FetchDocument {
  const pending = new Map<string, Promise<FetchedDocument>>();
  return (url) => {
    const known = pending.get(url);
    if (known !== undefined) return known;
    const asked = get(new URL(url), trustedCertificates).finally(() => pending.delete(url));
    pending.set(url, asked);
    return asked;
  };
}

function get(url: URL, trustedCertificates: readonly string[]): Promise<FetchedDocument> {
  const { promise, resolve, reject } = Promise.withResolvers<FetchedDocument>();
  const request = httpsRequest(url, {
    headers: { Accept: '*/*' },
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
    ...tlsClientOptions(undefined, { host: url.hostname, trustedCertificates }),
  });
  request.on('error', reject);
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('error', reject);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestDocumentBytes) response.destroy(new Error('the document is too long'));
    });
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        cacheControl: response.headers['cache-control'] ?? '',
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  });
  request.end();
  return promise;
}
