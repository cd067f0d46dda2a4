import type { Clock } from '../lib/clock.ts';
import { describeUserAgent } from '../lib/describe-user-agent.ts';
import { createHmacSha256 } from '../lib/hmac.ts';
import type { Random } from '../lib/random.ts';
import type { TicketSite, Tickets } from '../session/tickets.ts';
import type { RememberedDevice, RememberedDeviceStore } from '../storage/remembered-devices.ts';

/** Whose browser it is, and for which cookie domain it stands. */
export interface DeviceOwner {
  /** Canonical: from the session or the directory. */
  readonly username: string;
  readonly cookieDomain: string;
}

/** A browser that gave a second factor and asks not to be asked for a while. */
export interface DeviceToRemember extends DeviceOwner {
  readonly site: TicketSite;
  readonly rawUserAgent: string;
  /** The request's Cookie headers: what the browser held before is replaced. */
  readonly rawCookieHeaders: readonly string[];
}

/**
 * Browsers that stand for a second factor for a while (`session.remember_second_factor`). The browser holds a sealed ticket, bound to user and
 * cookie domain, with a random id; the storage holds its keyed digest alone. Both are needed, and the password as well. Methods throw
 * `AppError` where the storage is away.
 */
export interface RememberedDevices {
  /** Whether people are offered it. */
  readonly isOn: boolean;
  /** Remembers a browser; gives the Set-Cookie value of its ticket. Undefined where it is switched off. */
  remember(device: DeviceToRemember): Promise<string | undefined>;
  /** Whether the browser of a request is remembered for this user at this cookie domain; notes the use. */
  recognise(owner: DeviceOwner, rawCookieHeaders: readonly string[]): Promise<boolean>;
  /** Those of a user that hold now, the newest first. */
  list(username: string): Promise<readonly RememberedDevice[]>;
  /** Forgets one of that user's; whether there was one. */
  forget(username: string, publicId: string): Promise<boolean>;
  /** Forgets all of that user's, wherever they are: after a new password, a factor removed, a recovery. Gives how many. */
  forgetAll(username: string): Promise<number>;
}

/** What it stands on. */
export interface RememberedDevicesOptions {
  /** `session.remember_second_factor`, in milliseconds; null = off. */
  readonly durationMs: number | null;
  readonly store: RememberedDeviceStore;
  readonly tickets: Tickets;
  /** At most 64 bytes, the same for all instances that share the storage. */
  readonly digestKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

const idBytes = 32;
const publicIdBytes = 16;
const kind = 'remembered_device';

/** Remembers browsers over the storage. Switched off it remembers and recognises none, but what there is can still be seen and forgotten. */
export function createRememberedDevices(options: RememberedDevicesOptions): RememberedDevices {
  const { durationMs, store, tickets, clock } = options;
  const digestOf = createHmacSha256(options.digestKey);
  const held = (owner: DeviceOwner, rawCookieHeaders: readonly string[]) => {
    const id = readId(tickets.open(rawCookieHeaders, kind, bindingOf(owner)));
    return id === undefined ? undefined : digestOf(id);
  };
  return {
    isOn: durationMs !== null,
    async remember(device) {
      if (durationMs === null) return undefined;
      const before = held(device, device.rawCookieHeaders);
      if (before !== undefined) await store.removeByDigest(before);
      const id = options.random.bytes(idBytes).toString('base64url');
      const endsAtMs = clock.now() + durationMs;
      await store.add(
        { username: device.username, cookieDomain: device.cookieDomain, digest: digestOf(id) },
        { ...descriptionOf(device.rawUserAgent), ...createTimes(options, endsAtMs) },
      );
      return tickets.issue(device.site, { kind, binding: bindingOf(device), data: { id }, endsAtMs });
    },
    async recognise({ username, cookieDomain }, rawCookieHeaders) {
      if (durationMs === null) return false;
      const digest = held({ username, cookieDomain }, rawCookieHeaders);
      return digest !== undefined && (await store.use({ username, cookieDomain, digest }, clock.now()));
    },
    list: (username) => store.list(username, clock.now()),
    forget: (username, publicId) => store.remove(username, publicId),
    forgetAll: (username) => store.removeAll(username),
  };
}

/** A line break is in neither. */
function bindingOf({ username, cookieDomain }: DeviceOwner): string {
  return `${cookieDomain}\n${username}`;
}

function readId(data: unknown): string | undefined {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function descriptionOf(rawUserAgent: string): Pick<RememberedDevice, 'browser' | 'system'> {
  const { browser = '', system = '' } = describeUserAgent(rawUserAgent);
  return { browser, system };
}

function createTimes({ clock, random }: RememberedDevicesOptions, endsAtMs: number) {
  return { publicId: random.bytes(publicIdBytes).toString('base64url'), createdAtMs: clock.now(), endsAtMs };
}
