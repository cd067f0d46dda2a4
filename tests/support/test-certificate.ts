import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A self-signed certificate made for one run of a test. */
export interface TestCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** The certificate as PEM text: what a client must trust. */
  readonly authority: string;
}

/** Makes a certificate for the given domains and all names right below them, with `openssl`. */
export async function createTestCertificate(
  folder: string,
  domains: readonly string[],
): Promise<TestCertificate> {
  const certificateFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  const names = domains.flatMap((domain) => [`DNS:${domain}`, `DNS:*.${domain}`]).join(',');
  await promisify(execFile)('openssl', [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' '),
    '-subj',
    '/CN=Gatehouse test',
    '-addext',
    `subjectAltName=${names}`,
    '-keyout',
    keyFile,
    '-out',
    certificateFile,
  ]);
  return { certificateFile, keyFile, authority: await readFile(certificateFile, 'utf8') };
}
