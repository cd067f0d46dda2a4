import { openUserBackend } from '../app/open-user-backend.ts';
import { trustedCertificates } from '../app/trusted-certificates.ts';
import type { Config } from '../config/config.ts';
import { AppError } from '../lib/app-error.ts';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import type { UserDetails } from '../users/backend.ts';
import { UsersFileError } from '../users/users-file-error.ts';
import { CommandError } from './command-error.ts';

/** Looks somebody up where the configuration keeps people. Throws `CommandError` where there is no such person, or nobody can be asked. */
export async function findConfiguredUser(config: Config, login: string): Promise<UserDetails> {
  try {
    const world = { log: silentLog, clock: systemClock, random: systemRandom };
    const backend = await openUserBackend(config.authentication_backend, {
      ...world,
      trustedCertificates: await trustedCertificates(config),
    });
    try {
      await backend.check();
      const user = await backend.find(login);
      if (user === undefined)
        throw new CommandError('failure', `There is no user "${login}", or the account is disabled.`);
      return user;
    } finally {
      await backend.close();
    }
  } catch (error) {
    if (error instanceof AppError || error instanceof UsersFileError) {
      throw new CommandError('failure', error.detail ?? error.message);
    }
    throw error;
  }
}
