import type { LdapBackendConfig } from '../../src/config/sections/authentication-backend/ldap.ts';
import { contractPeople } from '../../src/users/backend.contract.ts';

/** A person of the tests' directories. */
export interface DirectoryPerson {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email: string;
  readonly groups: readonly string[];
}

/** Who may sign in, in every directory; `james` is the disabled one, whose password is right. */
export const directoryPeople = {
  john: { ...contractPeople.john, email: 'john.doe@example.com' },
  bob: { ...contractPeople.bob, email: 'bob.dylan@example.com' },
  james: { ...contractPeople.disabled, email: 'james.dean@example.com', groups: [] },
  /** Castor and Pollux have one mail address. */
  castor: {
    username: 'castor',
    displayName: 'Castor',
    password: 'double trouble',
    email: 'twins@example.com',
    groups: [],
  },
  pollux: {
    username: 'pollux',
    displayName: 'Pollux',
    password: 'double trouble',
    email: 'twins@example.com',
    groups: ['admins'],
  },
  /** Their account has run out, where the directory knows of such a thing. */
  mary: {
    username: 'mary',
    displayName: 'Mary Celeste',
    password: 'gone with the tide',
    email: 'mary.celeste@example.com',
    groups: ['dev'],
  },
} as const satisfies Record<string, DirectoryPerson>;

/** The account that Gatehouse searches with: it may read everybody and set their passwords, and is no administrator. */
export const serviceAccount = { name: 'gatehouse', password: 'Searching for people' } as const;

/** A directory server that was started for a test. */
export interface LdapDirectory {
  /** What of `authentication_backend.ldap` must be other than in the document: address and TLS. */
  readonly place: Readonly<Record<string, unknown>>;
  /** What a client must trust, PEM. */
  readonly authority: string;
  /** Switches an account off. */
  disable(username: string): Promise<void>;
  /** Takes somebody out of a group. */
  leaveGroup(username: string, group: string): Promise<void>;
  /** Says that somebody must change their password before it can be used; undefined where the tests have no such directory. */
  mustChange?(username: string): Promise<void>;
  /** Kills the server, and starts it again with what it held. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A kind of directory: its document in `docs/ldap/`, its server, and what it can do. */
export interface LdapKind {
  readonly name: LdapBackendConfig['implementation'];
  /** `docs/ldap/<document>.md`. */
  readonly document: string;
  /** Whether it knows accounts that have run out (mary). */
  readonly knowsExpiry: boolean;
  /** A `users_filter` that leaves nobody out who must change the password. */
  readonly filterWithMustChange?: string;
  start(): Promise<LdapDirectory>;
}
