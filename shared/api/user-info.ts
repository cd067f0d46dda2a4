/** `GET` and `POST /api/user/info` (behaviour.md §1.5). */
export interface UserInfoData {
  readonly display_name: string;
  /** Redacted; null in the answer to a POST. */
  readonly emails: readonly string[] | null;
  /** The preferred second factor; empty where none was chosen. */
  readonly method: '' | 'totp' | 'webauthn' | 'mobile_push';
  readonly has_totp: boolean;
  readonly has_webauthn: boolean;
  readonly has_duo: boolean;
}
