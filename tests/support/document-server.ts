import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createTestCertificate } from './test-certificate.ts';

/** What is at a path: a text, or a redirect to elsewhere. */
export type TestDocument = string | { readonly location: string };

/** A server of an application that has documents for the provider: keys, requests. */
export interface DocumentServer {
  /** `https://localhost:…`. */
  readonly origin: string;
  /** `certificates_directory` of whoever is to trust it. */
  readonly certificatesDirectory: string;
  readonly documents: Map<string, TestDocument>;
  /** The paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback, with a certificate of its own. */
export async function startDocumentServer(): Promise<DocumentServer> {
  const folder = await createTemporaryFolder('documents');
  const certificate = await createTestCertificate(folder.path, ['localhost']);
  const certificatesDirectory = join(folder.path, 'trusted');
  await mkdir(certificatesDirectory);
  await writeFile(join(certificatesDirectory, 'server.pem'), certificate.authority);
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
    certificatesDirectory,
    documents,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await folder.remove();
    },
  };
}
