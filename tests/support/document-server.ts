import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { TestCertificate } from './test-certificate.ts';

/** What is at a path: a text, or a redirect to elsewhere. */
export type TestDocument = string | { readonly location: string };

/** A server of an application that has documents for the provider: keys, requests. */
export interface DocumentServer {
  /** `https://localhost:…`. */
  readonly origin: string;
  readonly documents: Map<string, TestDocument>;
  /** The paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback; its certificate must be one for `localhost`. */
export async function startDocumentServer(certificate: TestCertificate): Promise<DocumentServer> {
  const documents: DocumentServer['documents'] = new Map();
  const asked: string[] = [];
  const server = createServer(
    { cert: await readFile(certificate.certificateFile), key: await readFile(certificate.keyFile) },
    (request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const found = documents.get(path);
      if (found === undefined) response.writeHead(404).end();
      else if (typeof found === 'string') response.end(found);
      else response.writeHead(302, { Location: found.location }).end();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    origin: `https://localhost:${address.port}`,
    documents,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
