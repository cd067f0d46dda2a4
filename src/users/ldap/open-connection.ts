import type { NetConnectOpts } from 'node:net';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { tlsClientOptions } from '../../lib/tls-client-options.ts';
import { createLdapConnection, type LdapConnection } from './connection.ts';
import { speaking } from './ldap-failure.ts';
import { openSocket, secureSocket } from './open-socket.ts';

/** The keys that say how to reach a directory. */
export type LdapEndpoint = Pick<LdapBackendConfig, 'address' | 'tls' | 'start_tls' | 'timeout'>;

/** RFC 4511 §4.14.1. */
const startTlsOid = '1.3.6.1.4.1.1466.20037';

/**
 * Opens a connection to the directory: the socket, then TLS where the address or `start_tls` says so, and only then anything that could
 * send a password. `timeout` limits each step.
 */
export function openLdapConnection(
  endpoint: LdapEndpoint,
  trustedCertificates: readonly string[],
): Promise<LdapConnection> {
  return speaking(() => open(endpoint, trustedCertificates));
}

async function open(
  { address, tls, start_tls: startsTls, timeout }: LdapEndpoint,
  trustedCertificates: readonly string[],
): Promise<LdapConnection> {
  const socket = await openSocket(socketTarget(address), timeout);
  const host = address.kind === 'tcp' ? hostOf(address.host) : undefined;
  const isSecure = address.kind === 'tcp' && address.scheme === 'ldaps';
  if (!isSecure && !startsTls) return createLdapConnection(socket, timeout);
  if (!isSecure) await createLdapConnection(socket, timeout).extended(startTlsOid, undefined);
  // From here on a client of its own: what the server said before TLS is forgotten with the one that heard it.
  socket.removeAllListeners('data');
  const secured = await secureSocket(socket, tlsClientOptions(tls, { host, trustedCertificates }), timeout);
  return createLdapConnection(secured, timeout);
}

/** Where a directory is, for people. */
export function describeLdapAddress(address: LdapEndpoint['address']): string {
  switch (address.kind) {
    case 'tcp':
      return `${address.scheme}://${address.host.includes(':') ? `[${address.host}]` : hostOf(address.host)}:${address.port}`;
    case 'unix':
      return `ldapi://${address.socketPath}`;
    case 'fd':
      return `fd://${address.descriptor}`;
  }
}

function socketTarget(address: LdapEndpoint['address']): NetConnectOpts {
  switch (address.kind) {
    case 'tcp':
      return { host: hostOf(address.host), port: address.port };
    case 'unix':
      return { path: address.socketPath };
    case 'fd':
      throw new TypeError('a directory cannot be reached over a file descriptor');
  }
}

function hostOf(host: string): string {
  return host === '' ? 'localhost' : host;
}
