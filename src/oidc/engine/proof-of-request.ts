/** Reasons, as the checks of `interaction-policy.ts` call them, for which a proof of before the request does not count. */
const freshReasons: readonly string[] = ['login_prompt', 'max_age', 'select_account_prompt'];

/** Interactions that end with a proof at the portal. */
export const proofPrompts: readonly string[] = ['login', 'select_account'];

/** What the engine keeps of why it interrupted a request. */
export interface InterruptedRequest {
  readonly prompt: { readonly name: string; readonly reasons: readonly string[]; readonly details: object };
}

/** Whether the person must prove the first factor anew for a request, by when they last did (behaviour.md §9.4). */
export function needsFreshProof({ prompt }: InterruptedRequest, firstFactorAtMs: number): boolean {
  if (!prompt.reasons.some((reason) => freshReasons.includes(reason))) return false;
  const startedAtMs = 'startedAtMs' in prompt.details ? prompt.details.startedAtMs : undefined;
  return typeof startedAtMs !== 'number' || firstFactorAtMs < startedAtMs;
}
