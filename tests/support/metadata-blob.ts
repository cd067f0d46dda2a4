import { sign } from 'node:crypto';
import type { IssuedCertificate } from './test-authority.ts';

/** What a blob of a test holds. */
export interface BlobContent {
  readonly no?: number;
  /** `2030-01-01` */
  readonly nextUpdate?: string;
  readonly entries?: readonly object[];
}

/** Signs a metadata blob as the FIDO alliance does (MDS3 §3.1.7). */
export function signMetadataBlob({ certificate, key }: IssuedCertificate, content: BlobContent): string {
  const header = { alg: 'ES256', typ: 'JWT', x5c: [certificate.toString('base64')] };
  const payload = { legalHeader: 'A test.', no: 1, nextUpdate: '2030-01-01', entries: [], ...content };
  const signed = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
