import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import type { Random } from '../../lib/random.ts';
import { joinDn } from './user-search.ts';

/** Makes DNs of people who do not exist, a new one each time: a server that counts failures by name counts each of them once. */
export function createDecoyName(
  config: Pick<LdapBackendConfig, 'base_dn' | 'additional_users_dn' | 'attributes'>,
  random: Random,
): () => string {
  const base = joinDn(config.additional_users_dn, config.base_dn);
  const attribute = config.attributes.username ?? 'uid';
  return () => joinDn(`${attribute}=nobody-${random.bytes(12).toString('hex')}`, base);
}
