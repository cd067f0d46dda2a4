import { readFileSync } from 'node:fs';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import { AppError } from '../lib/app-error.ts';

/** `server.tls`: paths of PEM files. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  /** With these authorities nobody gets in without a certificate that one of them signed. */
  readonly client_certificates: readonly string[];
}

/** Makes a server of TLS files, which are read here: `AppError` `configuration-invalid` where they cannot be used. */
export function withTlsFiles<Made>(
  files: TlsFiles,
  create: (options: SecureContextOptions & TlsOptions) => Made,
): Made {
  try {
    return create(tlsOptions(files));
  } catch (error) {
    const detail = error instanceof Error ? error.message : undefined;
    const message = 'The files of server.tls cannot be used.';
    throw new AppError('configuration-invalid', message, { cause: error, ...(detail && { detail }) });
  }
}

function tlsOptions({ certificate, key, client_certificates }: TlsFiles): SecureContextOptions & TlsOptions {
  const authorities = client_certificates.map((path) => readFileSync(path));
  return {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ...(authorities.length === 0 ? {} : { ca: authorities, requestCert: true, rejectUnauthorized: true }),
  };
}
