import type { RequestOrigin } from '../http/request-origin.ts';
import type { Log } from '../lib/log.ts';
import type { UserBackend, UserDetails } from '../users/backend.ts';
import { type AttemptGuard, openGuard } from './attempt-guard.ts';
import { tellAttempt } from './tell-attempt.ts';

/** The outcome of a password, given anywhere: the form, a Basic header, a re-authentication. */
export type SignInOutcome =
  | { readonly outcome: 'right'; readonly user: UserDetails }
  /** Wrong password, unknown or disabled user, banned user or address: nobody is told which. */
  | { readonly outcome: 'wrong' };

/** The one door for passwords: limits → ban check → verify → record. Strategies and the portal call it, never the backend. */
export interface PasswordSignIn {
  /** `address` is the client's canonical address. Throws `AppError` when the user backend is away. */
  check(attempt: SignInAttempt): Promise<SignInOutcome>;
}

/** What someone typed, and the client's canonical address. */
export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  readonly address: string | undefined;
  /** The request that brought it, for the log. */
  readonly origin?: RequestOrigin;
}

/** What the door for passwords needs; without a guard nobody is ever banned. */
export interface PasswordSignInOptions {
  readonly backend: UserBackend;
  readonly log: Log;
  readonly guard?: AttemptGuard;
  /** Hears of every attempt and what it took, for the metrics. */
  readonly onAttempt?: (outcome: Verdict['outcome'], durationMs: number) => void;
}

/** The longest user name and password that are looked at, in bytes of UTF-8 (attacks.md: limits before any hashing). */
const maximumUsernameBytes = 256;
const maximumPasswordBytes = 1024;

/** Control characters, and those that end lines or turn the direction of text: they name nobody and would garble logs. */
const strangeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Opens the door for passwords. All failures are one answer that costs one time; right passwords are not slowed down (departures.md §4). */
export function createPasswordSignIn({
  backend,
  log,
  guard = openGuard,
  onAttempt,
}: PasswordSignInOptions): PasswordSignIn {
  async function verify(attempt: SignInAttempt, known: UserDetails | undefined): Promise<Verdict> {
    const { username, password, address } = attempt;
    if (await guard.isBanned({ username: known?.username, address })) {
      // The work of an unknown user: no oracle for the password, and no quicker answer that would tell of a ban.
      await backend.checkPassword('', password);
      return { outcome: 'banned' };
    }
    const check = await backend.checkPassword(username, password);
    // The directory may have changed since the ban was looked up: then it was looked up for someone else.
    const isSame = check.outcome === 'right' && check.user.username === known?.username;
    return isSame ? check : { outcome: 'wrong' };
  }

  return {
    async check(attempt) {
      const startedAtMs = performance.now();
      const { username, address } = attempt;
      const isAcceptable = isWithinLimits(attempt);
      const known = isAcceptable ? await backend.find(username) : undefined;
      const verdict: Verdict = isAcceptable ? await verify(attempt, known) : { outcome: 'wrong' };
      await guard.record({ username: known?.username, address, outcome: verdict.outcome });
      tellAttempt(log, attempt, { username: known?.username, outcome: verdict.outcome });
      onAttempt?.(verdict.outcome, performance.now() - startedAtMs);
      return verdict.outcome === 'right' ? verdict : { outcome: 'wrong' };
    },
  };
}

type Verdict =
  | { readonly outcome: 'right'; readonly user: UserDetails }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'banned' };

function isWithinLimits({ username, password }: SignInAttempt): boolean {
  return (
    username !== '' &&
    password !== '' &&
    Buffer.byteLength(username) <= maximumUsernameBytes &&
    Buffer.byteLength(password) <= maximumPasswordBytes &&
    !strangeCharacters.test(username)
  );
}
