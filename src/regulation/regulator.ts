import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { AttemptsOf, AuthenticationAttempt, AuthenticationLog } from '../storage/authentication-log.ts';
import type { BanKind, BanStore } from '../storage/bans.ts';
import { addressBlock } from './address-block.ts';
import { createKeyedSlots } from './keyed-slots.ts';

/** The `regulation` section as far as it is needed here; durations in milliseconds. */
export interface RegulationRules {
  readonly modes: readonly BanKind[];
  /** Failures that make a ban; 0 = none is ever made. */
  readonly max_retries: number;
  readonly find_time: number;
  readonly ban_time: number;
}

/** One attempt to prove who one is. */
export interface RegulatedAttempt {
  /** Canonical; empty for a user that nobody knows. */
  readonly username: string;
  readonly address: string | undefined;
  readonly type: AuthenticationAttempt['type'];
  readonly requestUri: string;
  readonly requestMethod: string;
}

/** Counts failures and bans users and addresses (behaviour.md §6.1, departures.md §4). */
export interface Regulator {
  /**
   * Runs the check of a proof, unless a ban forbids it, and counts what came of it. Gives false for a ban as for a wrong proof.
   * A check that throws (the directory is away) counts as nothing.
   */
  attempt(attempt: RegulatedAttempt, check: () => Promise<boolean>): Promise<boolean>;
}

/** What a regulator stands on. */
export interface RegulatorOptions {
  readonly rules: RegulationRules;
  readonly attempts: AuthenticationLog;
  readonly bans: BanStore;
  readonly clock: Clock;
  readonly log: Log;
}

const source = 'regulation';
const reason = 'too many failed attempts';

/** A regulator over the durable storage: what one instance counts, all see. */
export function createRegulator(options: RegulatorOptions): Regulator {
  const { rules, attempts, clock, log } = options;
  // Guesses sent all at once must not outrun their own count: no more of them are checked together than would make a ban.
  const slots = createKeyedSlots(Math.max(1, rules.max_retries));
  return {
    attempt(attempt, check) {
      const subjects = subjectsOf(attempt);
      const record = (changes: { isSuccessful: boolean; isBanned: boolean }) =>
        attempts.append({ ...attempt, ...changes, address: subjects.ip, timeMs: clock.now() });
      return slots.run(subjects.user ?? subjects.ip ?? '', async () => {
        const banned = await findBan(options, subjects);
        if (banned !== undefined) {
          await record({ isSuccessful: false, isBanned: true });
          log.info(
            { ban: banned, username: attempt.username, address: attempt.address },
            'Refused a sign-in attempt: banned',
          );
          return false;
        }
        const isSuccessful = await check();
        await record({ isSuccessful, isBanned: false });
        if (!isSuccessful) await banWhereDue(options, subjects);
        return isSuccessful;
      });
    },
  };
}

type Subjects = { readonly [Kind in BanKind]: string | undefined };

function subjectsOf({ username, address }: RegulatedAttempt): Subjects {
  return {
    user: username === '' ? undefined : username,
    ip: address === undefined ? undefined : addressBlock(address),
  };
}

/** The address first, then the user; bans made by hand count whatever the modes. */
async function findBan({ bans, clock }: RegulatorOptions, subjects: Subjects): Promise<BanKind | undefined> {
  for (const kind of ['ip', 'user'] as const) {
    const subject = subjects[kind];
    if (subject !== undefined && (await bans.find(kind, subject, clock.now())) !== undefined) return kind;
  }
  return undefined;
}

async function banWhereDue(
  { rules, attempts, bans, clock, log }: RegulatorOptions,
  subjects: Subjects,
): Promise<void> {
  const nowMs = clock.now();
  for (const kind of rules.modes) {
    const subject = subjects[kind];
    if (subject === undefined || rules.max_retries <= 0) continue;
    const of: AttemptsOf = kind === 'user' ? { username: subject } : { address: subject };
    const newest = await attempts.recent(of, nowMs - rules.find_time, rules.max_retries);
    if (newest.length < rules.max_retries || newest.some(({ isSuccessful }) => isSuccessful)) continue;
    await bans.add(kind, {
      subject,
      startedAtMs: nowMs,
      expiresAtMs: nowMs + rules.ban_time,
      source,
      reason,
    });
    log.warn({ kind, subject, untilMs: nowMs + rules.ban_time }, 'Banned after too many failed attempts');
  }
}
