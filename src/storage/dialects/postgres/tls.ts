import { readFileSync } from 'node:fs';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import type { Address, ClientTls } from '../../../config/notations.ts';
import type { StorageConfig } from '../../../config/sections/storage.ts';
import { AppError } from '../../../lib/app-error.ts';
import { type TlsClientSettings, tlsClientOptions } from '../../../lib/tls-client-options.ts';
import { hostOf } from '../../remote/server-address.ts';

/** The keys that say how a server of PostgreSQL is spoken to; `ssl` is the old form. */
export interface PostgresTlsKeys {
  readonly address: Address;
  readonly tls: ClientTls | undefined;
  readonly ssl: NonNullable<StorageConfig['postgres']>['ssl'];
}

/** TLS as `pg` takes it; false for none. A unix socket needs none, and PostgreSQL offers none there. */
export function postgresTls(keys: PostgresTlsKeys, trusted: readonly string[]): ConnectionOptions | false {
  const host = hostOf(keys.address);
  if (host === undefined) return false;
  if (keys.tls !== undefined) return withName(keys.tls, host, trusted);
  if (keys.ssl === undefined || keys.ssl.mode === 'disable') return false;
  return oldForm(keys.ssl, host, trusted);
}

/** `pg` puts the host that it connects to in the place of the name that was written, so that the name is checked here. */
function withName(settings: TlsClientSettings, host: string, trusted: readonly string[]): ConnectionOptions {
  const name = settings.server_name ?? host;
  return {
    ...tlsClientOptions(settings, { host, trustedCertificates: trusted }),
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
  };
}

/** The modes of libpq: `require` encrypts, `verify-ca` trusts no strange authority, `verify-full` demands the name as well. */
function oldForm(
  ssl: NonNullable<PostgresTlsKeys['ssl']>,
  host: string,
  trusted: readonly string[],
): ConnectionOptions {
  const root = readPem(ssl.root_certificate);
  const settings: TlsClientSettings = {
    server_name: undefined,
    skip_verify: ssl.mode === 'require' && root === undefined,
    minimum_version: 'TLS1.2',
    maximum_version: 'TLS1.3',
    private_key: readPem(ssl.key),
    certificate_chain: readPem(ssl.certificate),
  };
  const options = withName(settings, host, root === undefined ? trusted : [...trusted, root]);
  return ssl.mode === 'verify-full' ? options : { ...options, checkServerIdentity: () => undefined };
}

function readPem(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('configuration-invalid', 'A file of storage.postgres.ssl cannot be read.', {
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
