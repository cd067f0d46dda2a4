import { PasswordPolicyControl, PasswordPolicyError } from 'ldapts';
import type { Log } from '../../lib/log.ts';
import type { PasswordHindrance } from '../backend.ts';
import { maximumPasswordBytes } from '../maximum-password-bytes.ts';
import { type BindRefusal, bindRefusalWords, readBindRefusal } from './bind-refusal.ts';
import type { Directory } from './directory.ts';
import type { FailurePace } from './failure-pace.ts';

/** Whose password is asked for. */
export interface BindingUser {
  readonly dn: string;
  readonly username: string;
}

/** What a bind told. */
export type PasswordVerdict =
  | { readonly isRight: true }
  | { readonly isRight: false; readonly hindrance?: PasswordHindrance };

/** Checks a password by a bind; nobody's costs what somebody's costs. */
export type PasswordBind = (user: BindingUser | undefined, password: string) => Promise<PasswordVerdict>;

/** What is needed for it. */
export interface PasswordBindOptions {
  readonly directory: Pick<Directory, 'bindAs'>;
  /** A DN of nobody, a new one each time. */
  readonly decoyName: () => string;
  readonly pace: FailurePace;
  readonly log: Log;
}

/**
 * What may be told to whoever typed the password: servers say these only once they have found it right (for Active Directory: its
 * codes 532 and 773; for the policy control: its draft §8.1, §8.2). That an account is locked they say before.
 */
const hindrances: Partial<Readonly<Record<BindRefusal, PasswordHindrance>>> = {
  'password-expired': 'password-expired',
  'password-must-change': 'password-must-change',
};

/** The check of passwords by binds (behaviour.md §8.2). Throws what the directory throws where it cannot tell. */
export function createPasswordBind({ directory, decoyName, pace, log }: PasswordBindOptions): PasswordBind {
  async function bind({ dn, username }: BindingUser, password: string): Promise<PasswordVerdict> {
    const policy = new PasswordPolicyControl();
    try {
      await directory.bindAs(dn, password, [policy]);
    } catch (error) {
      const refusal = readBindRefusal(error, policy.value?.error);
      if (refusal === undefined) throw error;
      log.warn({ username, reason: refusal }, bindRefusalWords[refusal]);
      const hindrance = hindrances[refusal];
      return { isRight: false, ...(hindrance === undefined ? {} : { hindrance }) };
    }
    tellPolicy(policy, username);
    return { isRight: true };
  }

  function tellPolicy({ value }: PasswordPolicyControl, username: string): void {
    const { error, timeBeforeExpiration, graceAuthNsRemaining } = value ?? {};
    if (error === PasswordPolicyError.ChangeAfterReset) {
      log.warn({ username }, 'the password was set by an administrator and must be changed');
    }
    if (graceAuthNsRemaining !== undefined) {
      log.warn({ username, grace_sign_ins: graceAuthNsRemaining }, 'the password has expired');
    }
    if (timeBeforeExpiration !== undefined) {
      log.info({ username, expires_in_seconds: timeBeforeExpiration }, 'the password expires soon');
    }
  }

  /** Its outcome says nothing, not even where a directory should take it. */
  async function bindAsNobody(password: string): Promise<PasswordVerdict> {
    try {
      await directory.bindAs(decoyName(), password, [new PasswordPolicyControl()]);
    } catch (error) {
      if (readBindRefusal(error, undefined) === undefined) throw error;
    }
    return { isRight: false };
  }

  return (user, password) => {
    const isUsable = isUsablePassword(password);
    if (user !== undefined && isUsable) return pace.ofSomebody(() => bind(user, password));
    return pace.ofNobody(() => bindAsNobody(isUsable ? password : 'unusable'));
  };
}

/**
 * RFC 4513 §5.1.2: an empty password would be taken for nobody's, and succeed. Some servers read no further than a NUL, and all hang up on
 * what is very long.
 */
function isUsablePassword(password: string): boolean {
  return password !== '' && !password.includes('\0') && Buffer.byteLength(password) <= maximumPasswordBytes;
}
