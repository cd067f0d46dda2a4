import { availableParallelism } from 'node:os';
import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import type { Random } from '../../lib/random.ts';
import { maximumPasswordBytes } from '../maximum-password-bytes.ts';
import { argon2 } from './argon2.ts';
import { bcrypt } from './bcrypt.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { decodeDigest } from './decode-digest.ts';
import type { CreatingScheme, CreationTools, PasswordDigest } from './password-digest.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { scrypt } from './scrypt.ts';
import { shaCrypt } from './sha-crypt.ts';
import { createWorkerBlockingHashes } from './worker-blocking-hashes.ts';
import { yescrypt } from './yescrypt.ts';

/** The memory of Authelia's default Argon2 setting: what takes more takes several places. */
const memoryKiBPerPlace = 65_536;

/** How many checks may wait for each that runs: some three seconds of work with the default setting. */
const waitingPerPlace = 32;

/** Checks passwords and makes digests, off the event loop, a bounded number at once. */
export interface PasswordHasher {
  /** Whether this is the digest's password. Too long a one is not, without any work. Throws `AppError` `overloaded`. */
  matches(digest: PasswordDigest, password: string): Promise<boolean>;
  /** A digest of a new password. Throws `RangeError` when it is longer than the scheme can tell apart. */
  hash(password: string, config: PasswordHashConfig): Promise<string>;
  /** Lets go of its thread. */
  close(): Promise<void>;
}

/**
 * A hasher that runs at most as many hashes at once as there are processors, three at the most: Node has four threads for
 * this work, and file and name look-ups need one of them.
 */
export function createPasswordHasher({ random }: { readonly random: Random }): PasswordHasher {
  const places = Math.max(1, Math.min(availableParallelism(), 3));
  const limit = createConcurrencyLimit({ places, maximumWaiting: places * waitingPerPlace });
  const blocking = createWorkerBlockingHashes();
  const tools: CreationTools = { random, blocking };
  return {
    async matches(digest, password) {
      const bytes = Buffer.from(password);
      if (bytes.length > maximumPasswordBytes) return false;
      return await limit.run(digest.memoryKiB / memoryKiBPerPlace, () => digest.matches(bytes, blocking));
    },
    async hash(password, config) {
      const bytes = Buffer.from(password);
      const creation = creationOf(config);
      const maximum = Math.min(creation.maximumBytes ?? maximumPasswordBytes, maximumPasswordBytes);
      if (bytes.length > maximum) {
        throw new RangeError(`A password may have at most ${maximum} bytes, this one has more.`);
      }
      const text = await limit.run(1, () => creation.create(bytes, tools));
      // What cannot be read back could never be checked: this catches settings outside of the limits.
      decodeDigest(text);
      return text;
    },
    close: () => blocking.close(),
  };
}

interface Creation {
  readonly maximumBytes: number | undefined;
  readonly create: (password: Uint8Array, tools: CreationTools) => Promise<string>;
}

function creationOf(config: PasswordHashConfig): Creation {
  switch (config.algorithm) {
    case 'argon2':
      return creationWith(argon2, config.argon2);
    case 'bcrypt':
      return creationWith(bcrypt, config.bcrypt);
    case 'pbkdf2':
      return creationWith(pbkdf2, config.pbkdf2);
    case 'scrypt':
      return creationWith(config.scrypt.variant === 'yescrypt' ? yescrypt : scrypt, config.scrypt);
    case 'sha2crypt':
      return creationWith(shaCrypt, config.sha2crypt);
  }
}

function creationWith<Options>(scheme: CreatingScheme<Options>, options: Options): Creation {
  return {
    maximumBytes: scheme.maximumBytes(options),
    create: (password, tools) => scheme.create(password, options, tools),
  };
}
