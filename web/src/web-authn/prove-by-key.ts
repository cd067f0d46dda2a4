import { askApi } from '../api/ask-api.ts';
import { readEnvelope } from '../api/read-envelope.ts';
import type { ProofOutcome } from '../proof/proof-state.ts';
import { readProof, sendProof } from '../proof/send-proof.ts';
import { type AssertionManner, getAssertion } from './get-assertion.ts';

/**
 * Proves something by a passkey or security key: fetches the options from an endpoint, asks the browser, and sends the assertion to the same endpoint with
 * the rest of the body (`GET` and `POST` of behaviour.md §1.4 and §1.6). Never throws.
 */
export async function proveByKey(
  url: string,
  body: object,
  manner: AssertionManner = {},
): Promise<ProofOutcome> {
  const answer = await askApi(url, 'GET');
  const options = answer.kind === 'answer' && answer.status === 200 ? readEnvelope(answer.body) : undefined;
  if (options === undefined) {
    const refusal = readProof(answer);
    return refusal.kind === 'proved' ? { kind: 'failed', problem: 'unavailable' } : refusal;
  }
  const assertion = await getAssertion(options.publicKey, manner);
  if (assertion.kind !== 'asserted') return { kind: 'failed', problem: assertion.kind };
  return sendProof(url, { ...body, response: assertion.response });
}
