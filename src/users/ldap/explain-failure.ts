import { errorCode } from '../../lib/error-code.ts';
import { resultCodeOf, resultCodes } from './ldap-failure.ts';

/** What to mend, by the code of a failure of the network or of TLS. */
const hintsByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'nothing listens there: check authentication_backend.ldap.address, and whether the server runs',
  ENOTFOUND: 'there is no such host: check authentication_backend.ldap.address',
  EAI_AGAIN: 'the name cannot be resolved now: check the name servers of this machine',
  ENOENT: 'there is no such socket: check authentication_backend.ldap.address',
  EACCES: 'this socket may not be opened: check its permissions',
  EHOSTUNREACH: 'no way leads there: check the network and authentication_backend.ldap.address',
  ECONNRESET: 'the server hung up: it may speak TLS there (ldaps://), or not at all',
  EPROTO: 'the server does not speak TLS there: try ldap:// with start_tls, or the port of ldaps (636)',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'the server does not speak TLS there: try ldap:// with start_tls, or the port of ldaps (636)',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server speaks other versions of TLS: see tls.minimum_version',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate is for another name: set tls.server_name to the name in it, or address the server by that name',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired: renew it',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'the certificate is signed by itself: put it into certificates_directory as a .pem file',
  SELF_SIGNED_CERT_IN_CHAIN:
    'the authority is not known: put its certificate into certificates_directory as a .pem file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the authority is not known: put its certificate into certificates_directory as a .pem file',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the authority is not known: put its certificate into certificates_directory as a .pem file',
};

/** What to mend, by the result code with which the server refused. */
const hintsByResult: Readonly<Record<number, string>> = {
  1: 'the server wants a bind first: check authentication_backend.ldap.user',
  2: 'the server does not know this operation; for StartTLS, try ldaps://',
  [resultCodes.strongerAuthRequired]:
    'the server wants TLS or signing: use ldaps://, or start_tls (Active Directory calls this LDAP signing)',
  [resultCodes.confidentialityRequired]: 'the server wants TLS: use ldaps://, or start_tls',
  [resultCodes.noSuchObject]:
    'there is no such entry: check base_dn, additional_users_dn, additional_groups_dn',
  34: 'this is not a DN: check authentication_backend.ldap.user',
  [resultCodes.inappropriateAuthentication]:
    'this user has no password: check authentication_backend.ldap.user',
  [resultCodes.invalidCredentials]:
    'check authentication_backend.ldap.user (a whole DN) and authentication_backend.ldap.password',
  [resultCodes.insufficientAccessRights]: 'give authentication_backend.ldap.user the right to search',
};

/** A sentence on what the operator can do about a failure at start; empty where nothing certain can be said. */
export function explainLdapFailure(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const result = resultCodeOf(cause);
    const byResult = result === undefined ? undefined : hintsByResult[result];
    if (byResult !== undefined) return byResult;
    const code = errorCode(cause);
    const byCode = code === undefined ? undefined : hintsByCode[code];
    if (byCode !== undefined) return byCode;
    if (cause instanceof AggregateError) return explainLdapFailure(cause.errors[0]);
    if (/^no connection within|timed out$/.test(cause.message)) {
      return 'the server keeps silent: check the address, the port and the firewall';
    }
  }
  return '';
}
