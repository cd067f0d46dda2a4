/** Why a new password was refused by the place where it is stored. */
export type PasswordRefusal = keyof typeof sentences;

/** What the user is told. */
const sentences = {
  'too-weak': 'The password is not strong enough for the directory of your organisation.',
  'too-short': 'The password is too short for the directory of your organisation.',
  'used-before': 'This password was used before. Choose another one.',
  'changed-too-recently': 'The password was changed a short while ago and cannot be changed again yet.',
  'not-allowed': 'The directory of your organisation does not allow this password to be changed.',
} as const;

/** Said by `UserBackend.setPassword` where the directory does not take the new password; `message` may be shown to the user. */
export class PasswordRefusedError extends Error {
  readonly refusal: PasswordRefusal;

  constructor(refusal: PasswordRefusal, cause?: unknown) {
    super(sentences[refusal], cause === undefined ? undefined : { cause });
    this.name = 'PasswordRefusedError';
    this.refusal = refusal;
  }
}
