import type { UserDetails } from '../backend.ts';
import type { PasswordDigest } from '../passwords/password-digest.ts';

/** One person of the users file. */
export interface FileUser {
  readonly details: UserDetails;
  readonly isDisabled: boolean;
  readonly digest: PasswordDigest;
  /** The digest as it stands in the file. */
  readonly digestText: string;
}
