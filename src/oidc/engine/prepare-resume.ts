import type { Provider } from 'oidc-provider';
import { amrOf } from './amr-of.ts';
import { needsFreshProof, proofPrompts } from './proof-of-request.ts';
import type { EngineSignIn } from './sign-in-context.ts';

/**
 * Tells the engine, just before it goes on with a request that was interrupted for a proof, what came of it: by the sign-in that is there now,
 * never by what anybody said on the way.
 */
export async function prepareResume(
  provider: Provider,
  interactionId: string,
  signIn: EngineSignIn | undefined,
): Promise<void> {
  const interaction = await provider.Interaction.find(interactionId);
  if (interaction === undefined || !proofPrompts.includes(interaction.prompt.name)) return;
  const isSame = interaction.session?.uid === signIn?.uid;
  // Who signed in anew meanwhile goes on with the new sign-in: all that it must prove is looked at again.
  if (!isSame) interaction.session = undefined;
  const before = isSame ? interaction.lastSubmission : undefined;
  const isProven = signIn !== undefined && !needsFreshProof(interaction, signIn.firstFactorAtMs);
  interaction.result = { ...before, ...(isProven ? proofOf(interaction.prompt.name, signIn) : {}) };
  await interaction.persist();
}

function proofOf(prompt: string, signIn: EngineSignIn) {
  const { accountId, firstFactorAtMs } = signIn;
  const login = {
    accountId,
    ts: Math.floor(firstFactorAtMs / 1000),
    amr: amrOf(signIn),
  };
  return prompt === 'login' ? { login } : { login, [prompt]: {} };
}
