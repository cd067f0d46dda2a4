import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { AuthenticationAttempt, AuthenticationLog, ProofType } from '../storage/authentication-log.ts';
import type { BanKind, BanStore } from '../storage/bans.ts';
import { addressBlock } from './address-block.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

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
  /** The client's canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
  readonly type: ProofType;
  /** Where the person was going; empty where that is not known. */
  readonly requestUri: string;
  readonly requestMethod: string;
}

/** What came of an attempt. Whoever tries must not be told `wrong` and `banned` apart. */
export type AttemptOutcome = 'right' | 'wrong' | 'banned';

/** Counts failures and bans users and addresses (behaviour.md §6.1, departures.md §4). */
export interface Regulator {
  /**
   * Runs the check of a proof, unless a ban forbids it, and counts what came of it. However many attempts come at once, no more of them are
   * checked than make a ban. A check that throws (the directory is away) counts as nothing. Throws `AppError` `storage-unavailable`
   * where it cannot know of bans or cannot count: then nobody may be let in.
   */
  attempt(attempt: RegulatedAttempt, check: () => Promise<boolean>): Promise<AttemptOutcome>;
}

/** What a regulator stands on. */
export interface RegulatorOptions {
  readonly rules: RegulationRules;
  readonly attempts: AuthenticationLog;
  readonly bans: BanStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Hears of every ban that is made, and of the failure that made it. */
  readonly onBan?: (ban: MadeBan) => Promise<void>;
}

/** A ban that was made just now. */
export interface MadeBan extends Pick<RegulatedAttempt, 'username' | 'address'> {
  readonly kind: BanKind;
  /** The user name, or what the address is counted as. */
  readonly subject: string;
}

/** How a ban of ours is marked in the storage. */
const [source, reason] = ['regulation', 'too many failed attempts'];

/**
 * Kinds of proof that are counted together. A right password must not wipe out wrong one-time codes: whoever knows the password could guess
 * codes for ever, giving it in between.
 */
const countedTogether: readonly (readonly ProofType[])[] = [
  ['1FA', 'Passkey'],
  ['TOTP', 'WebAuthn', 'Duo', 'Password', 'Recovery'],
  ['OTC'],
];

function countedWith(type: ProofType): readonly ProofType[] {
  return countedTogether.find((types) => types.includes(type)) ?? [type];
}

/** A regulator over the durable storage: what one instance counts, all see. */
export function createRegulator(options: RegulatorOptions): Regulator {
  const turnstile = createTurnstile();
  return {
    attempt(attempt, check) {
      const subjects = subjectsOf(attempt);
      return inTurn(options, turnstile, { attempt, subjects }, async () => {
        const banned = await findBan(options, subjects);
        if (banned !== undefined) {
          await record(options, { attempt, subjects }, 'banned');
          return 'banned';
        }
        const outcome = (await check()) ? 'right' : 'wrong';
        await record(options, { attempt, subjects }, outcome);
        if (outcome === 'wrong') await banWhereDue(options, { attempt, subjects });
        return outcome;
      });
    },
  };
}

/** Undefined where there is nothing to count by. */
type Subjects = { readonly [Kind in BanKind]: string | undefined };

interface Subject {
  readonly attempt: RegulatedAttempt;
  readonly subjects: Subjects;
}

/** The empty name stands for every unknown user: it is looked up like any other, for the time's sake, but never banned. */
function subjectsOf({ username, address }: RegulatedAttempt): Subjects {
  return { user: username, ip: address === undefined ? undefined : addressBlock(address) };
}

/** Address before user, so that attempts that wait for each other never do so in a circle. */
const kinds: readonly BanKind[] = ['ip', 'user'];

/** Runs the task when as many attempts as are under way could all fail without outrunning the ban. */
function inTurn<T>(
  options: RegulatorOptions,
  turnstile: Turnstile,
  subject: Subject,
  task: () => Promise<T>,
): Promise<T> {
  const { max_retries } = options.rules;
  return countedKinds(options, subject).reduceRight<() => Promise<T>>((inner, kind) => {
    // Kinds that are counted apart need not wait for each other: a push is under way for a minute.
    const key = `${kind} ${countedWith(subject.attempt.type).join()} ${subject.subjects[kind] ?? ''}`;
    const allowed = async () => max_retries - (await countFailures(options, kind, subject));
    if (subject.subjects[kind] !== '') return () => turnstile.run(key, allowed, inner);
    // Unknown users wait for nobody, yet cost the same look-up.
    return () => allowed().then(inner);
  }, task)();
}

/** The kinds by which this attempt is counted. */
function countedKinds({ rules }: RegulatorOptions, { subjects }: Subject): readonly BanKind[] {
  if (rules.max_retries <= 0) return [];
  return kinds.filter((kind) => rules.modes.includes(kind) && subjects[kind] !== undefined);
}

/** The address first, then the user; bans made by hand hold whatever the modes. */
async function findBan({ bans, clock }: RegulatorOptions, subjects: Subjects): Promise<BanKind | undefined> {
  let found: BanKind | undefined;
  for (const kind of kinds) {
    const subject = subjects[kind];
    if (subject === undefined) continue;
    const ban = await bans.find(kind, subject, clock.now());
    if (ban !== undefined) found ??= kind;
  }
  return found;
}

async function record(
  { attempts, clock }: RegulatorOptions,
  { attempt, subjects }: Subject,
  outcome: AttemptOutcome,
): Promise<void> {
  const row: AuthenticationAttempt = {
    ...attempt,
    timeMs: clock.now(),
    isSuccessful: outcome === 'right',
    isBanned: outcome === 'banned',
    addressBlock: subjects.ip,
  };
  await attempts.append(row);
}

/** The failures of this kind of proof within `find_time` since the last success; counted no further than makes a ban. */
async function countFailures(
  { rules, attempts, clock }: RegulatorOptions,
  kind: BanKind,
  { attempt, subjects }: Subject,
): Promise<number> {
  const subject = subjects[kind] ?? '';
  const newest = await attempts.recent({
    of: kind === 'user' ? { username: subject } : { addressBlock: subject },
    types: countedWith(attempt.type),
    sinceMs: clock.now() - rules.find_time,
    limit: rules.max_retries,
  });
  const lastSuccess = newest.findIndex(({ isSuccessful }) => isSuccessful);
  return lastSuccess === -1 ? newest.length : lastSuccess;
}

async function banWhereDue(options: RegulatorOptions, subject: Subject): Promise<void> {
  const { rules, bans, clock, log, onBan } = options;
  const { username, address } = subject.attempt;
  for (const kind of countedKinds(options, subject)) {
    const name = subject.subjects[kind] ?? '';
    if ((await countFailures(options, kind, subject)) < rules.max_retries || name === '') continue;
    const nowMs = clock.now();
    const expiresAtMs = nowMs + rules.ban_time;
    await bans.add(kind, { subject: name, startedAtMs: nowMs, expiresAtMs, source, reason });
    log.warn(
      { kind, subject: name, until: new Date(expiresAtMs).toISOString() },
      'banned after too many failed attempts',
    );
    await onBan?.({ kind, subject: name, username, address });
  }
}
