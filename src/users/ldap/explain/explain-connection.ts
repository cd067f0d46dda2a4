import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import type { LdapConnection } from '../connection.ts';
import type { Encryption } from '../encryption.ts';
import { describeLdapAddress, openLdapConnection } from '../open-connection.ts';
import { failureFinding } from './failure-finding.ts';
import type { LdapFact, LdapFinding } from './finding.ts';

/** Opens a connection and tells how it is encrypted, and whom the certificate names; there is no connection where that failed. */
export async function explainConnection(
  config: LdapBackendConfig,
  trustedCertificates: readonly string[],
): Promise<{ readonly finding: LdapFinding; readonly connection?: LdapConnection }> {
  const address: LdapFact = [
    'address',
    `${describeLdapAddress(config.address)}${config.start_tls ? ', then StartTLS' : ''}`,
  ];
  try {
    const connection = await openLdapConnection(config, trustedCertificates);
    const { encryption } = connection;
    const warnings = warningsFor(encryption, config);
    const facts = [address, ...(encryption === undefined ? [] : factsOf(encryption))];
    return {
      connection,
      finding: { step: 'connection', isGood: true, facts, ...(warnings.length > 0 ? { warnings } : {}) },
    };
  } catch (error) {
    return { finding: failureFinding('connection', error, [address]) };
  }
}

function factsOf({ version, cipher, certificate }: Encryption): readonly LdapFact[] {
  return [
    ['encryption', `${version}, ${cipher}`],
    ['certificate of', [certificate.subject, certificate.names].filter((part) => part !== '').join('; ')],
    ['issued by', certificate.issuer],
    ['valid until', certificate.validUntil],
  ];
}

function warningsFor(encryption: Encryption | undefined, { address }: LdapBackendConfig): readonly string[] {
  if (encryption === undefined) {
    return address.kind === 'tcp' ? ['nothing is encrypted: passwords travel in the clear'] : [];
  }
  return encryption.isVerified
    ? []
    : ['the certificate was not verified (tls.skip_verify): anybody could answer here'];
}
