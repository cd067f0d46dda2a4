import type { Log } from '../lib/log.ts';
import type { UserBackend, UserDetails } from '../users/backend.ts';
import { type AttemptGuard, openGuard } from './attempt-guard.ts';

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
}

/** What the door for passwords needs; without a guard nobody is ever banned. */
export interface PasswordSignInOptions {
  readonly backend: UserBackend;
  readonly log: Log;
  readonly guard?: AttemptGuard;
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
      const { username, address } = attempt;
      const isAcceptable = isWithinLimits(attempt);
      const known = isAcceptable ? await backend.find(username) : undefined;
      const verdict: Verdict = isAcceptable ? await verify(attempt, known) : { outcome: 'wrong' };
      await guard.record({ username: known?.username, address, outcome: verdict.outcome });
      tell(log, attempt, { known, verdict });
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

const messages = {
  right: 'signed in with a password',
  wrong: 'a password was refused',
  banned: 'an attempt was refused because of a ban',
} as const satisfies Record<Verdict['outcome'], string>;

function tell(
  log: Log,
  { username, address }: SignInAttempt,
  { known, verdict }: { readonly known: UserDetails | undefined; readonly verdict: Verdict },
): void {
  const who = known === undefined ? { unknownUsername: hintOf(username) } : { username: known.username };
  log[verdict.outcome === 'right' ? 'info' : 'warn']({ ...who, address }, messages[verdict.outcome]);
}

/**
 * What the log may hold of a name that nobody has. People type their password into the wrong field, so it is never more than the
 * first two characters, nor more than a quarter: enough to tell a slip of a known user from someone who tries `admin` and `root`.
 */
function hintOf(typed: string): string {
  const shown = Math.min(2, Math.floor(typed.length / 4));
  return `${typed.slice(0, shown).replace(strangeCharacters, '').toWellFormed()}…`;
}
