import { boolean } from '../notations/boolean.ts';
import { duration } from '../notations/duration.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import type { Notation } from '../notations/notation.ts';
import { webUrl } from '../notations/url.ts';
import type { Milliseconds } from '../notations.ts';
import type { Section } from '../section.ts';
import { checkLdapBackend } from './authentication-backend/check-ldap.ts';
import { fileBackend } from './authentication-backend/file.ts';
import { type LdapBackendConfig, ldapBackend } from './authentication-backend/ldap.ts';
import { checkPasswordHash } from './authentication-backend/password-hash.ts';

/** The `authentication_backend` section (behaviour.md §4.3, §8). */
export interface AuthenticationBackendConfig {
  readonly password_reset: { readonly disable: boolean; readonly custom_url: string | undefined };
  readonly password_change: { readonly disable: boolean };
  readonly refresh_interval: RefreshInterval;
  readonly file: FileBackendConfig | undefined;
  readonly ldap?: LdapBackendConfig | undefined;
}

/** How often a session's user is looked up anew (behaviour.md §3.7). */
export type RefreshInterval = Milliseconds | 'always' | 'disable';

/** `authentication_backend.file` (behaviour.md §8.1). */
export interface FileBackendConfig {
  readonly path: string;
  readonly watch: boolean;
  readonly search: { readonly email: boolean; readonly case_insensitive: boolean };
  readonly extra_attributes: Readonly<
    Record<string, { readonly multi_valued: boolean; readonly value_type: 'string' | 'integer' | 'boolean' }>
  >;
  /** How new passwords are hashed. */
  readonly password: PasswordHashConfig;
}

/** `authentication_backend.file.password` (behaviour.md §4.3). Old flat keys are already mapped to these. */
export interface PasswordHashConfig {
  readonly algorithm: 'argon2' | 'sha2crypt' | 'pbkdf2' | 'bcrypt' | 'scrypt';
  readonly argon2: {
    readonly variant: 'argon2id' | 'argon2i' | 'argon2d';
    readonly iterations: number;
    /** KiB. */
    readonly memory: number;
    readonly parallelism: number;
    readonly key_length: number;
    readonly salt_length: number;
  };
  readonly sha2crypt: {
    readonly variant: 'sha256' | 'sha512';
    readonly iterations: number;
    readonly salt_length: number;
  };
  readonly pbkdf2: {
    readonly variant: 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
    readonly iterations: number;
    readonly salt_length: number;
  };
  readonly bcrypt: { readonly variant: 'standard' | 'sha256'; readonly cost: number };
  readonly scrypt: {
    readonly variant: 'scrypt' | 'yescrypt';
    /** Binary logarithm of N. */
    readonly iterations: number;
    readonly block_size: number;
    readonly parallelism: number;
    readonly key_length: number;
    readonly salt_length: number;
  };
}

const refreshInterval: Notation<RefreshInterval> = {
  jsonSchema: { type: ['string', 'integer'] },
  read: (raw) => (raw === 'always' || raw === 'disable' ? raw : duration({ min: 1 }).read(raw)),
};

const schema = group(
  {
    password_reset: group(
      {
        disable: defaulted(boolean, false, 'Nobody can reset a forgotten password.'),
        custom_url: optional(webUrl, 'The page of another program that resets passwords.'),
      },
      'Resetting a forgotten password.',
    ),
    password_change: group(
      { disable: defaulted(boolean, false, 'Nobody can change their password.') },
      'Changing a known password.',
    ),
    refresh_interval: optional(
      refreshInterval,
      'How often the user of a session is looked up anew: a duration (5m), always or disable. A watched users file is always asked.',
    ),
    file: fileBackend,
    ldap: ldapBackend,
  },
  'Where users and their passwords are.',
).transform((raw) => ({
  ...raw,
  // A page that resets passwords elsewhere is of use only when it is shown (behaviour.md §4.5).
  password_reset: {
    ...raw.password_reset,
    disable: raw.password_reset.disable && raw.password_reset.custom_url === undefined,
  },
  refresh_interval: raw.refresh_interval ?? (raw.file?.watch === true ? ('always' as const) : 300_000),
}));

/** The `authentication_backend` section. */
export const authenticationBackend: Section<AuthenticationBackendConfig> = {
  schema,
  check(ready, context) {
    if ((ready.file === undefined) === (ready.ldap === undefined)) {
      context.report({
        path: [],
        severity: 'error',
        message:
          ready.file === undefined
            ? 'Nothing says where users and their passwords are.'
            : 'Users can be in a file or in LDAP, not in both.',
        hint: 'Write exactly one of authentication_backend.file and authentication_backend.ldap; for a file: path: /config/users.yml.',
      });
    }
    if (ready.file !== undefined)
      checkPasswordHash(ready.file.password, ['file', 'password'], context.report);
    if (ready.ldap !== undefined) checkLdapBackend(ready.ldap, !ready.password_reset.disable, context);
  },
};
