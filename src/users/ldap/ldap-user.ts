import type { UserDetails } from '../backend.ts';

/** A person as found in the directory, before the groups are known. */
export interface LdapUser {
  readonly dn: string;
  /** The DNs of the groups that the entry names itself. */
  readonly memberOf: readonly string[];
  readonly details: Omit<UserDetails, 'groups'>;
}
