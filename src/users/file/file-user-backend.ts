import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import type { UserBackend } from '../backend.ts';
import type { PasswordDigest } from '../passwords/password-digest.ts';
import { createPasswordHasher, type PasswordHasher } from '../passwords/password-hasher.ts';
import { createDecoys } from './decoys.ts';
import type { UserDirectory } from './user-directory.ts';
import { createUsersFile } from './users-file.ts';
import { watchFile } from './watch-file.ts';

/** What the file backend needs. */
export interface FileUserBackendOptions {
  readonly config: FileBackendConfig;
  readonly log: Log;
  readonly random: Random;
  /** A hasher that others use too, who also close it; one of its own where none is given. */
  readonly hasher?: PasswordHasher;
  /** Milliseconds between two looks at a watched file; half a second unless a test is in a hurry. */
  readonly watchIntervalMs?: number;
}

/**
 * The users of a YAML file (behaviour.md §8.1). `check` reads it, throws `UsersFileError` where it cannot be used, and begins
 * to watch it where that is configured.
 */
export function createFileUserBackend(options: FileUserBackendOptions): UserBackend {
  const { config, log, random, watchIntervalMs = 500 } = options;
  const file = createUsersFile({ config, log, random });
  const hasher = options.hasher ?? createPasswordHasher({ random });
  const decoys = createDecoyCache(random);
  let stopWatching = () => {};
  let lastWriting: Promise<void> = Promise.resolve();

  function findEnabled(login: string) {
    const user = file.directory().find(login);
    return user === undefined || user.isDisabled ? undefined : user;
  }

  /** Every failure costs one check of each common setting of the file, whoever was named. */
  async function spendTheRest(password: string, settingSpent: string | undefined): Promise<void> {
    for (const decoy of decoys(file.directory())) {
      if (decoy.setting !== settingSpent) await hasher.matches(decoy, password);
    }
  }

  return {
    find: async (login) => findEnabled(login)?.details,
    async checkPassword(login, password) {
      const user = findEnabled(login);
      if (user !== undefined && (await hasher.matches(user.digest, password))) {
        return { outcome: 'right', user: user.details };
      }
      await spendTheRest(password, user?.digest.setting);
      return { outcome: 'wrong' };
    },
    async setPassword(username, password) {
      const user = findEnabled(username);
      if (user?.details.username !== username) throw new TypeError('there is no such user');
      const hashing = hasher.hash(password, config.password);
      // In the order of the calls, not in that in which the hashes get done: the last password given is the one that holds.
      const writing = Promise.all([hashing, lastWriting]).then(([digest]) =>
        file.setDigest(username, digest),
      );
      lastWriting = writing.catch(() => undefined);
      await writing;
      log.info({ username }, 'stored a new password in the users file');
    },
    async check() {
      await file.load();
      stopWatching();
      if (config.watch) {
        stopWatching = watchFile(config.path, {
          intervalMs: watchIntervalMs,
          onSettled: () => file.reload(),
        });
      }
    },
    async close() {
      stopWatching();
      await file.close();
      if (options.hasher === undefined) await hasher.close();
    },
  };
}

/** The decoys of a directory, made once for each. */
function createDecoyCache(random: Random): (directory: UserDirectory) => readonly PasswordDigest[] {
  const known = new WeakMap<UserDirectory, readonly PasswordDigest[]>();
  return (directory) => {
    const decoys =
      known.get(directory) ??
      createDecoys(
        [...directory.users.values()].map(({ digest }) => digest),
        random,
      );
    known.set(directory, decoys);
    return decoys;
  };
}
