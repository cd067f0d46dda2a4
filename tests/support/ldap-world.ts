import type { LdapBackendConfig } from '../../src/config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../src/lib/app-error.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { UserBackend } from '../../src/users/backend.ts';
import { createLdapUserBackend } from '../../src/users/ldap/ldap-user-backend.ts';
import { createCollectingLog, type LogLine } from './collecting-log.ts';

/** An LDAP backend of a test and what it logged. */
export interface LdapWorld {
  readonly backend: UserBackend;
  readonly lines: readonly LogLine[];
}

/** Opens a backend with the machine's clock; nothing is checked yet. */
export function createLdapWorld(
  config: LdapBackendConfig,
  trustedCertificates: readonly string[] = [],
): LdapWorld {
  const { log, lines } = createCollectingLog();
  const backend = createLdapUserBackend({
    config,
    log,
    clock: systemClock,
    random: systemRandom,
    trustedCertificates,
  });
  return { backend, lines };
}

/** The `AppError` with which work fails; anything else is an error of the test. */
export async function appErrorOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}
