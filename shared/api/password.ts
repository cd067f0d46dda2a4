/** `POST /api/reset-password/identity/start` (behaviour.md §1.7): the answer never tells whether there is such a user. */
export interface ResetPasswordStartBody {
  readonly username: string;
  /** Where the person was going (ours alone): the mailed link keeps it as `rd` and `rm`. */
  readonly targetURL?: string;
  readonly requestMethod?: string;
}

/** `POST /api/reset-password/identity/finish` and `DELETE /api/reset-password`. */
export interface ResetPasswordTokenBody {
  readonly token: string;
}

/** `POST /api/reset-password`: after the link was redeemed. */
export interface ResetPasswordBody {
  readonly password: string;
}

/** `POST /api/change-password`. */
export interface ChangePasswordBody {
  readonly old_password: string;
  readonly new_password: string;
}

/** Messages that the pages and existing clients tell apart (behaviour.md §1.7). */
export const passwordMessages = {
  /** The whole password policy, whatever was not met. */
  weak: 'Your supplied password does not meet the password policy requirements',
  resetFailed: 'Unable to reset your password.',
  /** What a directory's refusal is called where it gives no words of its own. */
  tooSimple: '0000052D.',
  incorrect: 'Incorrect Password',
  /** A new password that is the old one. */
  reused: 'You cannot reuse your old password',
  /** Ours: more than 1024 bytes, or more than the place where it is stored can keep. */
  tooLong: 'Your new password is too long.',
  /** Ours, with 503: the new password is the one that counts from now on. */
  sessionsRemain:
    'Your password was changed, but you may still be signed in elsewhere: the sessions could not be ended at the moment.',
  linkExpired: 'The identity verification token has expired',
  linkNotYet: 'The identity verification token is only valid in the future',
  linkBadlySigned: 'The identity verification token has an invalid signature',
  linkUsed: 'The identity verification token has already been used',
} as const;
