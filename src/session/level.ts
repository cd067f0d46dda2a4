/** How well a person has proved who they are: 0 = not at all, 1 = one factor, 2 = two factors (behaviour.md, head). */
export type AuthenticationLevel = 0 | 1 | 2;

/**
 * The method of a browser that stands for a second factor because one was given in it before (`session.remember_second_factor`). No RFC
 * 8176 name, for it proves nothing by itself: without a password it counts for nothing, it has no time, and no client is ever told of it.
 */
export const rememberedDeviceMethod = 'remembered-device';

const knowledge: ReadonlySet<string> = new Set(['pwd', 'kba']);
/** `rec` is ours: a recovery code, which was given to its owner like a device is. RFC 8176 has no name for it. */
const possession: ReadonlySet<string> = new Set(['otp', 'sms', 'hwk', 'swk', 'rec']);

/**
 * The level that a list of proofs amounts to (RFC 8176 names; `sms` is Duo's): something known and something owned make two, and so does what
 * says of itself that it is several factors (`mfa`: a passkey that verified its user, where that is configured).
 */
export function levelOf(methods: readonly string[]): AuthenticationLevel {
  const proved = provedLevelOf(methods);
  const knows = methods.some((method) => knowledge.has(method));
  return knows && methods.includes(rememberedDeviceMethod) ? 2 : proved;
}

/** The same, without what a remembered device stands for: for whatever must have been proved in this very session. */
export function provedLevelOf(methods: readonly string[]): AuthenticationLevel {
  const knows = methods.some((method) => knowledge.has(method));
  const owns = methods.some((method) => possession.has(method));
  if ((knows && owns) || methods.includes('mfa')) return 2;
  return knows || owns ? 1 : 0;
}

/** The kind of the first proof of a session, whose proofs are in the order in which they were given; undefined where none proves anything alone. */
export function beganWith(methods: readonly string[]): 'knowledge' | 'possession' | undefined {
  const first = methods.find((method) => knowledge.has(method) || possession.has(method));
  if (first === undefined) return undefined;
  return knowledge.has(first) ? 'knowledge' : 'possession';
}
