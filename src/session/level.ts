/** How well a person has proved who they are: 0 = not at all, 1 = one factor, 2 = two factors (behaviour.md, head). */
export type AuthenticationLevel = 0 | 1 | 2;

const knowledge: ReadonlySet<string> = new Set(['pwd', 'kba']);
/** `rec` is ours: a recovery code, which was given to its owner like a device is. RFC 8176 has no name for it. */
const possession: ReadonlySet<string> = new Set(['otp', 'sms', 'hwk', 'swk', 'rec']);

/**
 * The level that a list of proofs amounts to (RFC 8176 names): something known and something owned make two, and so does what says of itself
 * that it is several factors (`mfa`: a passkey that verified its user, where that is configured).
 */
export function levelOf(methods: readonly string[]): AuthenticationLevel {
  const knows = methods.some((method) => knowledge.has(method));
  const owns = methods.some((method) => possession.has(method));
  if ((knows && owns) || methods.includes('mfa')) return 2;
  return knows || owns ? 1 : 0;
}
