/** `GET /api/configuration` (behaviour.md §1.3). */
export interface ConfigurationData {
  /** Second factors that can be used here; empty where no policy asks for one. */
  readonly available_methods: readonly ('totp' | 'webauthn' | 'mobile_push')[];
  readonly password_change_disabled: boolean;
  readonly password_reset_disabled: boolean;
}

/** `GET /api/configuration/password-policy` (behaviour.md §1.3). */
export interface PasswordPolicyData {
  readonly mode: 'disabled' | 'standard' | 'zxcvbn';
  readonly min_length: number;
  readonly max_length: number;
  readonly min_score: number;
  readonly require_uppercase: boolean;
  readonly require_lowercase: boolean;
  readonly require_number: boolean;
  readonly require_special: boolean;
}
