import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** How a connection is encrypted, for people. */
export interface Encryption {
  /** `TLSv1.3`. */
  readonly version: string;
  readonly cipher: string;
  /** Whether the certificate was found good; only with `tls.skip_verify` may it be otherwise. */
  readonly isVerified: boolean;
  readonly certificate: {
    readonly subject: string;
    readonly issuer: string;
    /** The names it is for: `DNS:ldap.example.com, IP Address:10.0.0.1`. */
    readonly names: string;
    readonly validUntil: string;
  };
}

/** How a socket is encrypted; undefined where it is not. */
export function encryptionOf(socket: Socket): Encryption | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    isVerified: socket.authorized,
    certificate: {
      subject: inOneLine(certificate?.subject),
      issuer: inOneLine(certificate?.issuer),
      names: certificate?.subjectAltName ?? '',
      validUntil: certificate?.validTo ?? '',
    },
  };
}

function inOneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}
