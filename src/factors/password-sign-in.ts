import type { RequestOrigin } from '../http/request-origin.ts';
import type { Log } from '../lib/log.ts';
import type { AttemptOutcome, Regulator } from '../regulation/regulator.ts';
import type { PasswordHindrance, UserBackend, UserDetails } from '../users/backend.ts';
import { maximumPasswordBytes } from '../users/maximum-password-bytes.ts';
import { tellAttempt } from './tell-attempt.ts';

/** The outcome of a password, given anywhere: the form, a Basic header, a re-authentication. */
export type SignInOutcome =
  | { readonly outcome: 'right'; readonly user: UserDetails }
  /**
   * Wrong password, unknown or disabled user, banned user or address: nobody is told which. Only whoever gave the right password, and is not
   * banned, is told what it still lacks.
   */
  | { readonly outcome: 'wrong'; readonly hindrance?: PasswordHindrance };

/** The one door for passwords: limits → ban check → verify → record. Strategies and the portal call it, never the backend. */
export interface PasswordSignIn {
  /** `address` is the client's canonical address. Throws `AppError` when the user backend or the storage is away. */
  check(attempt: SignInAttempt): Promise<SignInOutcome>;
}

/** What someone typed, and the client's canonical address. */
export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  readonly address: string | undefined;
  /** The request that brought it, for the log. */
  readonly origin?: RequestOrigin;
  /** Where the person is going, for the record of attempts; undefined where that is not known. */
  readonly target?: AttemptTarget | undefined;
}

/** A URL and a method that somebody wants to use. */
export interface AttemptTarget {
  readonly url: string;
  readonly method: string;
}

/** What the door for passwords needs. */
export interface PasswordSignInOptions {
  readonly backend: UserBackend;
  readonly regulator: Regulator;
  readonly log: Log;
  /** Hears of every attempt and what it took, for the metrics. */
  readonly onAttempt?: (outcome: AttemptOutcome, durationMs: number) => void;
}

/** The longest user name that is looked at, in bytes of UTF-8 (attacks.md: limits before any hashing). */
const maximumUsernameBytes = 256;

/** Control characters, and those that end lines or turn the direction of text: they name nobody and would garble logs. */
const strangeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Opens the door for passwords. All failures are one answer that costs one time; right passwords are not slowed down (departures.md §4). */
export function createPasswordSignIn(options: PasswordSignInOptions): PasswordSignIn {
  const { backend, regulator, log, onAttempt } = options;

  async function verify(attempt: SignInAttempt, known: UserDetails | undefined): Promise<Verdict> {
    const { username, password } = attempt;
    let user: UserDetails | undefined;
    let hindrance: PasswordHindrance | undefined;
    const outcome = await regulator.attempt(toRegulated(attempt, known), async () => {
      if (!isWithinLimits(attempt)) return false;
      const check = await backend.checkPassword(username, password);
      // The directory may have changed since the name was looked up: then bans were looked up for someone else.
      if (check.outcome === 'right' && check.user.username === known?.username) user = check.user;
      if (check.outcome === 'wrong') hindrance = check.hindrance;
      return user !== undefined;
    });
    // The work of an unknown user: no oracle for the password, and no quicker answer that would tell of a ban.
    if (outcome === 'banned' && isWithinLimits(attempt)) await backend.checkPassword('', password);
    return { outcome, user, hindrance: outcome === 'wrong' ? hindrance : undefined };
  }

  return {
    async check(attempt) {
      const startedAtMs = performance.now();
      const known = isWithinLimits(attempt) ? await backend.find(attempt.username) : undefined;
      const { outcome, user, hindrance } = await verify(attempt, known);
      tellAttempt(log, attempt, { username: known?.username, outcome });
      onAttempt?.(outcome, performance.now() - startedAtMs);
      if (outcome === 'right' && user !== undefined) return { outcome, user };
      return { outcome: 'wrong', ...(hindrance === undefined ? {} : { hindrance }) };
    },
  };
}

interface Verdict {
  readonly outcome: AttemptOutcome;
  /** Whose password it was; undefined unless it was right. */
  readonly user: UserDetails | undefined;
  readonly hindrance: PasswordHindrance | undefined;
}

function toRegulated({ address, target }: SignInAttempt, known: UserDetails | undefined) {
  return {
    username: known?.username ?? '',
    address,
    type: '1FA' as const,
    requestUri: target?.url ?? '',
    requestMethod: target?.method ?? '',
  };
}

function isWithinLimits({ username, password }: SignInAttempt): boolean {
  return (
    username !== '' &&
    password !== '' &&
    Buffer.byteLength(username) <= maximumUsernameBytes &&
    Buffer.byteLength(password) <= maximumPasswordBytes &&
    !strangeCharacters.test(username)
  );
}
