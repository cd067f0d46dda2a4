import type { AuthenticationBackendConfig } from '../config/sections/authentication-backend.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { UserBackend } from '../users/backend.ts';
import { createFileUserBackend } from '../users/file/file-user-backend.ts';

/** What user backends need of the world. */
export interface UserBackendWorld {
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

/** The user backend that the configuration names; its `check` has yet to be called. */
export async function openUserBackend(
  { file, ldap }: AuthenticationBackendConfig,
  world: UserBackendWorld,
): Promise<UserBackend> {
  if (file !== undefined) return createFileUserBackend({ ...world, config: file });
  if (ldap !== undefined) {
    // Loaded by those alone who use it, as the start is waited for.
    const { createLdapUserBackend } = await import('../users/ldap/ldap-user-backend.ts');
    return createLdapUserBackend({ ...world, config: ldap });
  }
  throw new AppError('configuration-invalid', 'There is no user backend that this version can use.');
}
