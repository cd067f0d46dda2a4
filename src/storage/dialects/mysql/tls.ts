import { isIP } from 'node:net';
import type { SslOptions } from 'mysql2';
import type { StorageConfig } from '../../../config/sections/storage.ts';
import { AppError } from '../../../lib/app-error.ts';
import { tlsClientOptions } from '../../../lib/tls-client-options.ts';
import { hostOf } from '../../remote/server-address.ts';

/** TLS as `mysql2` takes it: `host` is the name that the certificate must have. Nothing for none; a unix socket needs none. */
export function mysqlTls(
  { address, tls }: Pick<NonNullable<StorageConfig['mysql']>, 'address' | 'tls'>,
  trustedCertificates: readonly string[],
): { readonly host?: string; readonly ssl?: SslOptions } {
  const host = hostOf(address);
  if (host === undefined || tls === undefined) return {};
  const name = tls.server_name ?? host;
  const isVerified = !tls.skip_verify;
  if (isVerified && isIP(name) !== 0) {
    throw new AppError('configuration-invalid', 'The certificate of the database server cannot be checked.', {
      detail:
        'storage.mysql.address is an IP address: write in storage.mysql.tls.server_name the name that the certificate has',
    });
  }
  const { ca, cert, key, minVersion, maxVersion } = tlsClientOptions(tls, { host, trustedCertificates });
  const ssl = { ca, cert, key, minVersion, maxVersion };
  const known = Object.fromEntries(Object.entries(ssl).filter(([, value]) => value !== undefined));
  return { host: name, ssl: { ...known, rejectUnauthorized: isVerified, verifyIdentity: isVerified } };
}
