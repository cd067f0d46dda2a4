import { isIP } from 'node:net';
import { type ConnectionOptions, getCACertificates, type SecureVersion } from 'node:tls';

/** What a client of TLS is told (behaviour.md §4.2); certificates and keys are PEM text. */
export interface TlsClientSettings {
  /** The name that the certificate must have; the host if left out. */
  readonly server_name: string | undefined;
  readonly skip_verify: boolean;
  readonly minimum_version: keyof typeof tlsVersions;
  readonly maximum_version: keyof typeof tlsVersions;
  readonly private_key: string | undefined;
  readonly certificate_chain: string | undefined;
}

/** Whom to speak to and whom to trust. */
export interface TlsClientPeer {
  /** Its host: a name or an address. Undefined for a unix socket. */
  readonly host: string | undefined;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

const tlsVersions = {
  'TLS1.0': 'TLSv1',
  'TLS1.1': 'TLSv1.1',
  'TLS1.2': 'TLSv1.2',
  'TLS1.3': 'TLSv1.3',
} as const satisfies Record<string, SecureVersion>;

/** The settings of a client in the words of `node:tls`; without any, today's defaults of TLS 1.2 and 1.3 and a verified name. */
export function tlsClientOptions(
  settings: TlsClientSettings | undefined,
  { host, trustedCertificates }: TlsClientPeer,
): ConnectionOptions {
  const servername = settings?.server_name ?? (host !== undefined && isIP(host) === 0 ? host : undefined);
  return {
    ...(host === undefined ? {} : { host }),
    ...(servername === undefined ? {} : { servername }),
    rejectUnauthorized: !(settings?.skip_verify ?? false),
    minVersion: tlsVersions[settings?.minimum_version ?? 'TLS1.2'],
    maxVersion: tlsVersions[settings?.maximum_version ?? 'TLS1.3'],
    ...(settings?.private_key === undefined ? {} : { key: settings.private_key }),
    ...(settings?.certificate_chain === undefined ? {} : { cert: settings.certificate_chain }),
    ...(trustedCertificates.length === 0
      ? {}
      : { ca: [...getCACertificates('default'), ...trustedCertificates] }),
  };
}
