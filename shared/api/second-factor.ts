/** What every body that gives a second factor may say of where the person is going (behaviour.md §1.1, §1.6). */
export interface SecondFactorBody {
  readonly targetURL?: string;
  readonly requestMethod?: string;
  readonly flow?: string;
  readonly flowID?: string;
  /** New: do not ask this device again for a while; without effect unless `session.remember_second_factor` is written. */
  readonly rememberDevice?: boolean;
}

/** `POST /api/secondfactor/password` (behaviour.md §1.6): the password, after a passkey. */
export interface PasswordSecondFactorBody extends SecondFactorBody {
  readonly password: string;
}

/** `POST /api/user/info/2fa_method` (behaviour.md §1.5). */
export interface PreferredMethodBody {
  readonly method: SecondFactorMethod;
}

/** The second factors that one can prefer. */
export type SecondFactorMethod = 'totp' | 'webauthn' | 'mobile_push';
