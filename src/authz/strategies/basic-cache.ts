import { createHmac } from 'node:crypto';
import type { Milliseconds } from '../../config/notations.ts';
import type { PasswordSignIn, SignInOutcome } from '../../factors/password-sign-in.ts';
import type { Clock } from '../../lib/clock.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { Random } from '../../lib/random.ts';

/** What the cache needs. */
export interface BasicCacheOptions {
  readonly passwords: PasswordSignIn;
  /** How long a right password is good without being checked anew. */
  readonly lifespan: Milliseconds;
  readonly clock: Clock;
  readonly random: Random;
}

/** A password that was right, known by its digest alone. */
interface Entry {
  readonly digest: string;
  readonly right: SignInOutcome;
  readonly expiresAtMs: number;
  /** The clients that have proved it: another one is checked, and its bans with it. */
  readonly addresses: Set<string | undefined>;
}

const maxEntries = 10_000;
const maxAddresses = 100;

/**
 * Remembers right passwords for the lifespan, for programs that send them with every request (behaviour.md §2.5). It holds no
 * password but a keyed hash under a key of this process, one entry per user name, so that a new password replaces the old one.
 * Equal checks under way at the same time are made once. Wrong ones are never remembered.
 */
export function createBasicCache({ passwords, lifespan, clock, random }: BasicCacheOptions): PasswordSignIn {
  const key = random.bytes(32);
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<SignInOutcome>>();

  function remember(
    username: string,
    address: string | undefined,
    digest: string,
    right: SignInOutcome,
  ): void {
    const known = liveEntry(username, digest);
    if (known !== undefined && known.addresses.size < maxAddresses) {
      known.addresses.add(address);
      return;
    }
    if (entries.size >= maxEntries) dropExpired(entries, clock.now());
    if (entries.size >= maxEntries) entries.clear();
    entries.set(username, {
      digest,
      right,
      expiresAtMs: clock.now() + lifespan,
      addresses: new Set([address]),
    });
  }

  function liveEntry(username: string, digest: string): Entry | undefined {
    const entry = entries.get(username);
    if (entry === undefined || !isSameSecret(entry.digest, digest)) return undefined;
    return clock.now() < entry.expiresAtMs ? entry : undefined;
  }

  return {
    async check(attempt) {
      const { username, password, address } = attempt;
      const digest = keyedHash(key, username, password);
      const entry = liveEntry(username, digest);
      if (entry?.addresses.has(address)) return entry.right;
      const name = `${digest} ${address ?? ''}`;
      const other = underWay.get(name);
      if (other !== undefined) return other;
      const check = passwords.check(attempt);
      underWay.set(name, check);
      try {
        const outcome = await check;
        if (outcome.outcome === 'right') remember(username, address, digest, outcome);
        return outcome;
      } finally {
        underWay.delete(name);
      }
    },
  };
}

/** HMAC-SHA256 over the password's length, the password and the name: the length keeps `ab`+`c` apart from `a`+`bc`. */
function keyedHash(key: Uint8Array, username: string, password: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(password));
  return createHmac('sha256', key).update(length).update(password).update(username).digest('base64');
}

function dropExpired(entries: Map<string, Entry>, nowMs: number): void {
  for (const [username, { expiresAtMs }] of entries) {
    if (expiresAtMs <= nowMs) entries.delete(username);
  }
}
