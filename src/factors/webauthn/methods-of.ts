/** What an authenticator proved. */
export interface ProvedByKey {
  readonly attachment: string;
  readonly isVerified: boolean;
}

/**
 * The proofs of an assertion in the names of RFC 8176, as Authelia tells them (behaviour.md §3.1): a key of its own is `hwk`, one inside the
 * device `swk`; touching it is `user`, and proving to it who one is `pin`. `mfa` stands beside them where that counts as two factors.
 */
export function methodsOf(
  { attachment, isVerified }: ProvedByKey,
  { verificationIsTwoFactors }: { readonly verificationIsTwoFactors: boolean },
): readonly string[] {
  const kind = attachment === 'cross-platform' ? 'hwk' : 'swk';
  if (!isVerified) return [kind, 'user'];
  return verificationIsTwoFactors ? [kind, 'user', 'pin', 'mfa'] : [kind, 'user', 'pin'];
}
