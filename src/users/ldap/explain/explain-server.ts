import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import type { LdapConnection } from '../connection.ts';
import type { LdapEntry } from '../entry.ts';
import { joinDn } from '../user-search.ts';
import type { LdapFact, LdapFinding } from './finding.ts';
import { identifiersInWords } from './identifiers-in-words.ts';

const attributes = [
  'objectClass',
  'vendorName',
  'vendorVersion',
  'defaultNamingContext',
  'namingContexts',
  'supportedLDAPVersion',
  'supportedExtension',
  'supportedControl',
  'supportedCapabilities',
] as const;

const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1';

/** What the server says of itself (RFC 4512 §5.1), and which way new passwords would go. */
export async function explainServer(
  connection: LdapConnection,
  { implementation }: LdapBackendConfig,
): Promise<LdapFinding> {
  const [entry] = await connection.search({ base: '', scope: 'base', filter: '(objectClass=*)', attributes });
  if (entry === undefined) {
    const warnings = ['the server shows no root DSE: it is taken for one that can do the basics only'];
    return { step: 'server', isGood: true, facts: [], warnings };
  }
  const facts: LdapFact[] = [
    ['made by', makerOf(entry)],
    ['naming contexts', entry.texts('namingContexts')],
    ['extended operations', identifiersInWords(new Set(entry.texts('supportedExtension')))],
    ['controls', identifiersInWords(new Set(entry.texts('supportedControl')))],
    ['new passwords go by', passwordWay(entry, implementation)],
  ];
  return { step: 'server', isGood: true, facts };
}

/** OpenLDAP and Active Directory do not name themselves in `vendorName` (MS-ADTS §3.1.1.3.4.3). */
function makerOf(entry: LdapEntry): string {
  const named = [...entry.texts('vendorName'), ...entry.texts('vendorVersion')].join(' ');
  if (named !== '') return named;
  if (entry.texts('objectClass').includes('OpenLDAProotDSE')) return 'OpenLDAP';
  return entry.texts('supportedCapabilities').includes('1.2.840.113556.1.4.800')
    ? 'Active Directory'
    : 'not said';
}

function passwordWay(entry: LdapEntry, implementation: LdapBackendConfig['implementation']): string {
  if (implementation === 'activedirectory') return 'replacing unicodePwd';
  const canModify = entry.texts('supportedExtension').includes(passwordModifyOid);
  return canModify ? 'the password modify operation' : 'replacing userPassword';
}

/** Whether the entries exist below which users and groups are searched. */
export async function explainBases(
  connection: LdapConnection,
  config: LdapBackendConfig,
): Promise<LdapFinding> {
  const bases = [
    ['users', joinDn(config.additional_users_dn, config.base_dn), 'base_dn and additional_users_dn'],
    ['groups', joinDn(config.additional_groups_dn, config.base_dn), 'base_dn and additional_groups_dn'],
  ] as const;
  const facts: LdapFact[] = [];
  const wrong: string[] = [];
  for (const [what, base, keys] of bases) {
    const reason = await whyNotThere(connection, base);
    facts.push([what, reason === undefined ? base || '(the root)' : `${base}: ${reason}`]);
    if (reason !== undefined) wrong.push(`check ${keys}, and that the service user may read ${base}`);
  }
  return {
    step: 'search bases',
    isGood: wrong.length === 0,
    facts,
    ...(wrong.length === 0 ? {} : { toMend: wrong.join('; ') }),
  };
}

async function whyNotThere(connection: LdapConnection, base: string): Promise<string | undefined> {
  if (base === '') return undefined;
  try {
    // 1.1 stands for no attributes (RFC 4511 §4.5.1.8).
    const found = await connection.search({
      base,
      scope: 'base',
      filter: '(objectClass=*)',
      attributes: ['1.1'],
    });
    return found.length > 0 ? undefined : 'the server shows no such entry';
  } catch (error) {
    return reasonOf(error);
  }
}
