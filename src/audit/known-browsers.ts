import { createHmac } from 'node:crypto';
import { readCookies } from '../http/cookies.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { deriveKey } from '../lib/seal.ts';
import type { DeviceAcquaintance, KnownDevices } from '../storage/known-devices.ts';

/** Somebody who signed in, and the browser's cookies. */
export interface Encounter {
  readonly username: string;
  readonly rawCookieHeaders: readonly string[];
  /** Where the cookie is good: `/`, or the sub-path with a slash at its end. */
  readonly basePath: string;
  readonly isSecure: boolean;
}

/** What came of it. */
export interface Greeting {
  readonly acquaintance: DeviceAcquaintance;
  /** The Set-Cookie value by which the browser is known from now on; renewed at each sign-in. */
  readonly setCookie: string;
}

/**
 * Tells the browsers apart that a person signs in with, by a random cookie that outlives sessions and opens nothing. The storage holds a
 * keyed digest of it and the user name, so that rows of different people cannot be matched.
 */
export interface KnownBrowsers {
  /** Throws `AppError` `storage-unavailable`. */
  greet(encounter: Encounter): Promise<Greeting>;
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

const cookieName = 'gatehouse_device';
const valueBytes = 32;
const valueForm = /^[\w-]{43}$/;

/** Over the durable storage. */
export function createKnownBrowsers({
  devices,
  encryptionKey,
  clock,
  random,
}: KnownBrowsersOptions): KnownBrowsers {
  const key = deriveKey(encryptionKey, 'gatehouse device v1');
  return {
    async greet({ username, rawCookieHeaders, basePath, isSecure }) {
      const [found, ...others] = readCookies(rawCookieHeaders, cookieName);
      const isOurs = found !== undefined && others.length === 0 && valueForm.test(found);
      const value = isOurs ? found : random.bytes(valueBytes).toString('base64url');
      const digest = createHmac('sha256', key).update(`${username}\n${value}`).digest('base64url');
      const acquaintance = await devices.meet(username, digest, clock.now());
      return { acquaintance, setCookie: buildCookie(value, basePath, isSecure) };
    },
  };
}

function buildCookie(value: string, basePath: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName}=${value}; Path=${basePath}; Max-Age=${browserMemoryMs / 1000}; HttpOnly; SameSite=Lax${secure}`;
}
