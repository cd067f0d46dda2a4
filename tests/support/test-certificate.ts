import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate, made by openssl, and its key. */
export interface TestCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly pem: string;
  remove(): void;
}

/** Makes a certificate for a host name, good for a day. */
export function createTestCertificate(host: string): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-certificate-'));
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', keyFile, '-out', certificateFile], {
    stdio: 'pipe',
  });
  return {
    certificateFile,
    keyFile,
    pem: readFileSync(certificateFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
