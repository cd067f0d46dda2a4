import { createHmac } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { deriveKey } from '../lib/seal.ts';
import type { DeviceAcquaintance, KnownDevices } from '../storage/known-devices.ts';

/** What came of a sign-in with a browser. */
export interface Greeting {
  readonly acquaintance: DeviceAcquaintance;
  /** What the browser is to carry from now on. */
  readonly browserId: string;
}

/**
 * Tells the browsers apart that a person signs in with, by a random id that a browser carries beyond its sessions and that opens nothing.
 * The storage holds a keyed digest of it and the user name, so that rows of different people cannot be matched.
 */
export interface KnownBrowsers {
  /** `browserId` is what the browser carried, undefined where that was nothing. Throws `AppError` `storage-unavailable`. */
  greet(username: string, browserId: string | undefined): Promise<Greeting>;
}

/** What it stands on. */
export interface KnownBrowsersOptions {
  readonly devices: KnownDevices;
  /** `storage.encryption_key`. */
  readonly encryptionKey: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long a browser that is not seen is remembered: no browser keeps a cookie for longer than 400 days. */
export const browserMemoryMs = 400 * 86_400_000;

const idBytes = 32;

/** Over the durable storage. */
export function createKnownBrowsers({
  devices,
  encryptionKey,
  clock,
  random,
}: KnownBrowsersOptions): KnownBrowsers {
  const key = deriveKey(encryptionKey, 'gatehouse device v1');
  return {
    async greet(username, browserId = random.bytes(idBytes).toString('base64url')) {
      const digest = createHmac('sha256', key).update(`${username}\n${browserId}`).digest('base64url');
      return { acquaintance: await devices.meet(username, digest, clock.now()), browserId };
    },
  };
}
