import type { Milliseconds } from '../notations.ts';

/** The `authentication_backend` section (behaviour.md §4.3, §8). */
export interface AuthenticationBackendConfig {
  readonly password_reset: { readonly disable: boolean; readonly custom_url: string | undefined };
  readonly password_change: { readonly disable: boolean };
  readonly refresh_interval: RefreshInterval;
  readonly file: FileBackendConfig | undefined;
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
