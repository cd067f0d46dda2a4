import type { Log } from '../lib/log.ts';
import type { SignInAttempt } from './password-sign-in.ts';

/** How an attempt ended, for the log. */
export interface ToldAttempt {
  /** The canonical name; undefined where nobody is known by what was typed. */
  readonly username: string | undefined;
  readonly outcome: 'right' | 'wrong' | 'banned';
  /** What was tried, as Authelia's log calls it; absent = a password as the first factor. */
  readonly factor?: string;
}

/**
 * Tells of an attempt in the words, the level and the field names of Authelia's log, which fail2ban filters and CrowdSec parsers look for
 * (docs/fail2ban.md).
 */
export function tellAttempt(
  log: Log,
  attempt: Pick<SignInAttempt, 'username' | 'address' | 'origin'>,
  { username, outcome, factor = '1FA' }: ToldAttempt,
): void {
  const { address, origin } = attempt;
  const name = username ?? hintOf(attempt.username);
  const fields = {
    method: origin?.method,
    path: origin?.path,
    remote_ip: address,
    request_id: origin?.requestId,
    username,
  };
  if (outcome === 'right')
    log.info(fields, `Successful ${factor} authentication attempt made by user '${name}'`);
  else
    log.error(fields, `Unsuccessful ${factor} authentication attempt by user '${name}'${endings[outcome]}`);
}

const endings = { wrong: '', banned: ' and they are banned' } as const;

/**
 * What the log may hold of a name that nobody has. People type their password into the wrong field, so it is never more than the
 * first two characters, nor more than a quarter: enough to tell a slip of a known user from someone who tries `admin` and `root`. Only
 * characters that parsers of such lines take for a name.
 */
function hintOf(typed: string): string {
  const shown = Math.min(2, Math.floor(typed.length / 4));
  return `${typed.slice(0, shown).replace(/[^A-Za-z0-9_-]/g, '_')}...`;
}
